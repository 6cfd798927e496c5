package dev.twt.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/**
 * What a server says was wrong, in the forms that OpenAI, Azure, vLLM, SGLang, llama.cpp and gateways use.
 *
 * @param message as the server wrote it: may quote the key and the prompt
 * @param code its name for the error, or empty
 * @param field of the request that it complains about, or empty
 */
record ServerError(String message, String code, String field) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The words in use for: one answer a request. */
    private static final Pattern ONE_ANSWER = Pattern.compile(
            "[\"'`]n[\"'`]|\\bn ?(=|>|<|!=|value|must|should|cannot|has to|is not|is greater|greater|parameter)|parameter:? n\\b"
                    + "|num_return_sequences|multiple (choices|completions|responses|answers|outputs)"
                    + "|\\b(one|single|1) (choice|completion)|number of (choices|completions)",
            Pattern.CASE_INSENSITIVE);

    static ServerError of(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree != null && tree.isObject()) {
                return of(tree);
            }
        } catch (JsonProcessingException e) {
            // Proxies answer in HTML or plain text.
        }
        return new ServerError(body.replaceAll("<[^>]*>", " "), "", "");
    }

    static ServerError of(JsonNode tree) {
        JsonNode error = tree.path("error");
        JsonNode place = error.isObject() ? error : tree;
        String code = place.path("code").asText("");
        return new ServerError(
                message(error, place), code.isEmpty() ? place.path("type").asText("") : code, field(place));
    }

    private static String field(JsonNode place) {
        JsonNode path = place.path("detail").path(0).path("loc");
        return path.isArray() && !path.isEmpty()
                ? path.get(path.size() - 1).asText("")
                : place.path("param").asText("");
    }

    private static String message(JsonNode error, JsonNode place) {
        if (error.isTextual()) {
            return error.asText();
        }
        if (place.path("message").isTextual()) {
            return place.get("message").asText();
        }
        JsonNode detail = place.path("detail");
        return detail.isTextual() ? detail.asText() : detail.path(0).path("msg").asText("");
    }

    /** Whether asking again is useless until someone pays. */
    boolean quotaUsedUp() {
        return code.equals("insufficient_quota") || code.equals("billing_hard_limit_reached");
    }

    /** Azure's filter of prompts declines with an error. */
    boolean filtered() {
        return code.equals("content_filter");
    }

    /** Whether it refuses to give several answers to one request. */
    boolean aboutSeveralAnswers() {
        return field.equals("n")
                || (field.isEmpty() && ONE_ANSWER.matcher(message).find());
    }
}
