package dev.twt.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a server may leave out of its answers.
 *
 * @param logprobs whether every token has its log-probability
 * @param usage whether the server counted the tokens
 */
record ReplyParts(boolean logprobs, boolean usage) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How many answers a reply holds; 0 where it cannot be read. */
    static int answers(String body) {
        try {
            return JSON.readTree(body).path("choices").size();
        } catch (JsonProcessingException e) {
            return 0;
        }
    }

    static ReplyParts of(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            JsonNode usage = tree.path("usage");
            return new ReplyParts(
                    ReplyLogprobs.of(tree.path("choices").path(0)) != null,
                    usage.path("prompt_tokens").isNumber()
                            && usage.path("completion_tokens").isNumber());
        } catch (JsonProcessingException e) {
            return new ReplyParts(false, false);
        }
    }
}
