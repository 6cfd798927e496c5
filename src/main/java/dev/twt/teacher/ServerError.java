package dev.twt.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a server says was wrong, in the forms that OpenAI, Azure, vLLM, SGLang, llama.cpp and gateways use.
 *
 * @param message as the server wrote it: may quote the key and the prompt
 * @param code its name for the error, or empty
 */
record ServerError(String message, String code) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ServerError of(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree != null && tree.isObject()) {
                return of(tree);
            }
        } catch (JsonProcessingException e) {
            // Proxies answer in HTML or plain text.
        }
        return new ServerError(body.replaceAll("<[^>]*>", " "), "");
    }

    static ServerError of(JsonNode tree) {
        JsonNode error = tree.path("error");
        JsonNode place = error.isObject() ? error : tree;
        String code = place.path("code").asText("");
        return new ServerError(
                message(error, place), code.isEmpty() ? place.path("type").asText("") : code);
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
}
