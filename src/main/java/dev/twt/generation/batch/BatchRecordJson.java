package dev.twt.generation.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.generation.governor.Reservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records of batches as JSON texts. */
final class BatchRecordJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchRecordJson() {}

    static String write(BatchRecord record) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("name", record.name());
        tree.put("teacher", record.teacher());
        tree.put("stage", record.stage().name());
        tree.put("requests", record.requests());
        tree.put("worst_tokens", record.worst().tokens());
        tree.put("worst_usd", record.worst().usd());
        tree.put("file", record.file());
        tree.put("doubtful", record.doubtful());
        tree.put("asked_at", record.askedAt().toString());
        tree.put("refusals", record.refusals());
        tree.put("batch", record.batch());
        record.earlier().forEach(tree.putArray("earlier")::add);
        tree.put("output_file", record.outputFile());
        tree.put("error_file", record.errorFile());
        tree.put("status", record.status());
        tree.put("ended_at", record.endedAt().toString());
        return tree.toPrettyString() + "\n";
    }

    /** @throws JsonProcessingException if it is no such record */
    static BatchRecord read(String text) throws JsonProcessingException {
        JsonNode tree = JSON.readTree(text);
        List<String> earlier = new ArrayList<>();
        tree.path("earlier").forEach(id -> earlier.add(id.asText()));
        return new BatchRecord(
                tree.required("name").asText(),
                tree.required("teacher").asText(),
                Stage.valueOf(tree.required("stage").asText()),
                tree.required("requests").asLong(),
                new Reservation(
                        tree.required("worst_tokens").asLong(),
                        tree.required("worst_usd").asDouble()),
                tree.path("file").asText(""),
                tree.path("doubtful").asBoolean(true),
                Instant.parse(tree.required("asked_at").asText()),
                tree.path("refusals").asInt(0),
                tree.path("batch").asText(""),
                earlier,
                tree.path("output_file").asText(""),
                tree.path("error_file").asText(""),
                tree.path("status").asText(""),
                Instant.parse(tree.required("ended_at").asText()));
    }
}
