package dev.twt.teacher.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A batch as its provider shows it.
 *
 * @param id the provider's name of it
 * @param status in the provider's words, such as in_progress or completed
 * @param inputFile the uploaded file
 * @param outputFile answers; empty where there is none yet, or none at all
 * @param errorFile requests without an answer; empty likewise
 * @param completed answered so far
 * @param failed ended without an answer so far
 * @param metadata what it was made with
 * @param endedAt when it reached its last status, if the provider says
 * @param errorCode why it failed as a whole, or empty
 * @param error likewise in words, one line
 */
public record BatchState(
        String id,
        String status,
        String inputFile,
        Optional<String> outputFile,
        Optional<String> errorFile,
        long completed,
        long failed,
        Map<String, String> metadata,
        Optional<Instant> endedAt,
        String errorCode,
        String error) {
    private static final Set<String> LAST = Set.of("completed", "failed", "expired", "cancelled", "canceled");

    public BatchState {
        metadata = Map.copyOf(metadata);
    }

    static BatchState of(JsonNode tree) {
        JsonNode counts = tree.path("request_counts");
        JsonNode error = tree.path("errors").path("data").path(0);
        Map<String, String> metadata = new TreeMap<>();
        tree.path("metadata")
                .properties()
                .forEach(field -> metadata.put(field.getKey(), field.getValue().asText("")));
        return new BatchState(
                tree.path("id").asText(""),
                tree.path("status").asText(""),
                tree.path("input_file_id").asText(""),
                named(tree.path("output_file_id")),
                named(tree.path("error_file_id")),
                counts.path("completed").asLong(0),
                counts.path("failed").asLong(0),
                metadata,
                time(tree),
                error.path("code").asText(""),
                error.path("message").asText("").replaceAll("\\s+", " ").strip());
    }

    private static Optional<String> named(JsonNode id) {
        return id.isTextual() && !id.asText().isBlank() ? Optional.of(id.asText()) : Optional.empty();
    }

    private static Optional<Instant> time(JsonNode tree) {
        for (String field : new String[] {"completed_at", "expired_at", "cancelled_at", "failed_at"}) {
            if (tree.path(field).asLong(0) > 0) {
                return Optional.of(Instant.ofEpochSecond(tree.path(field).asLong()));
            }
        }
        return Optional.empty();
    }

    /** Whether nothing about it changes any more. */
    public boolean ended() {
        return LAST.contains(status);
    }

    /** Whether it was refused as a whole since the account has too many tokens under way. */
    public boolean full() {
        return status.equals("failed") && BatchReplies.tellsOfFullQueue(errorCode, error);
    }
}
