package dev.twt.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Findings as JSON; docs/audit.md has the form. */
public final class FindingsJson {
    private static final int FORMAT = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private FindingsJson() {}

    /** All of them, in their order; the severity of a check that found nothing is ok. */
    public static String write(List<Finding> findings) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("worst", Audit.worst(findings).map(Severity::word).orElse("ok"));
        ArrayNode all = root.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode node = all.addObject();
            node.put("check", finding.check());
            node.put("severity", finding.severity().map(Severity::word).orElse("ok"));
            node.put("count", finding.count());
            node.put("of", finding.of());
            node.put("what", finding.what());
            node.put("fix", finding.fix());
            node.set("examples", MAPPER.valueToTree(finding.examples()));
        }
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }
}
