package dev.twt.teacher.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * One line of a batch's output or error file.
 *
 * @param requestId the {@code custom_id}
 * @param status as HTTP has it; 0 where the request was never made
 * @param body what the call answered, as JSON text; an error of the batch itself in the form of an error body
 */
public record BatchAnswer(String requestId, int status, String body) {
    /** Outside HTTP's own: the batch ended before this request was made. */
    public static final int NEVER_MADE = 0;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SERVER_FAULT = 500;

    /** Reads a line; empty where it is no answer. */
    public static Optional<BatchAnswer> of(String line) {
        try {
            JsonNode tree = JSON.readTree(line);
            String id = tree == null ? "" : tree.path("custom_id").asText("");
            return id.isEmpty() ? Optional.empty() : Optional.of(of(id, tree));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static BatchAnswer of(String id, JsonNode tree) {
        JsonNode response = tree.path("response");
        JsonNode error = tree.path("error");
        if (response.path("body").isObject()) {
            return new BatchAnswer(
                    id,
                    response.path("status_code").asInt(200),
                    response.path("body").toString());
        }
        if (error.path("code").asText("").equals("batch_expired")
                || error.path("code").asText("").equals("batch_cancelled")) {
            return new BatchAnswer(id, NEVER_MADE, "{}");
        }
        // Neither an answer nor the server's own refusal: a fault on the way.
        String body = JSON.createObjectNode().set("error", error).toString();
        return new BatchAnswer(id, response.path("status_code").asInt(SERVER_FAULT), body);
    }
}
