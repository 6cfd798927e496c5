package dev.twt.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.UserException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link RunRecord} as JSON. */
final class RunRecordJson {
    /** Of the whole workspace; raised when an earlier version could not read what a later one has written. */
    static final int FORMAT = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RunRecordJson() {}

    static String write(RunRecord record) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("created_at", record.createdAt().toString());
        root.set("made_for", MAPPER.valueToTree(record.identity().parts()));
        root.put("seed", record.seed());
        root.set("versions", MAPPER.valueToTree(record.versions()));
        ObjectNode steps = root.putObject("steps");
        record.steps().forEach((name, step) -> {
            ObjectNode node = steps.putObject(name);
            node.put("state", step.state());
            node.put("started_at", step.startedAt().toString());
            node.put("ended_at", step.endedAt() == null ? null : step.endedAt().toString());
            node.set("figures", MAPPER.valueToTree(step.figures()));
        });
        try {
            root.set("config", MAPPER.readTree(record.config()));
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the effective config is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @param file where it was, for messages
     * @throws UserException if another version of this program wrote it in another form
     */
    static RunRecord read(String json, String file) throws JsonProcessingException {
        JsonNode root = MAPPER.readTree(json);
        if (root.path("format").asInt() != FORMAT) {
            throw otherForm(root, file);
        }
        Map<String, StepRecord> steps = new LinkedHashMap<>();
        root.path("steps").fields().forEachRemaining(entry -> {
            JsonNode step = entry.getValue();
            JsonNode ended = step.path("ended_at");
            Map<String, Object> figures = new LinkedHashMap<>();
            step.path("figures").fields().forEachRemaining(f -> figures.put(f.getKey(), plain(f.getValue())));
            steps.put(
                    entry.getKey(),
                    new StepRecord(
                            step.path("state").asText(),
                            Instant.parse(step.path("started_at").asText()),
                            ended.isNull() ? null : Instant.parse(ended.asText()),
                            figures));
        });
        return new RunRecord(
                Instant.parse(root.path("created_at").asText()),
                new WorkspaceIdentity(texts(root.path("made_for"))),
                root.path("config").toString(),
                texts(root.path("versions")),
                root.path("seed").asLong(),
                steps);
    }

    private static UserException otherForm(JsonNode root, String file) {
        String form = root.path("format").isInt() ? "form " + root.path("format") : "no form that is known here";
        return new UserException(
                file,
                "this workspace was written by "
                        + root.path("versions").path("twt").asText("another program") + " in " + form
                        + "; this twt reads form " + FORMAT,
                "Go on with the version that wrote it, or name another workspace; nothing was changed");
    }

    private static Object plain(JsonNode value) {
        return MAPPER.convertValue(value, Object.class);
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.fields()
                .forEachRemaining(
                        entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
