package dev.twt.teacher.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.teacher.http.ErrorText;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;

/** Reads what a batch API answers: objects in JSON, or what is wrong. */
final class BatchReplies {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ErrorText errors;

    BatchReplies(ErrorText errors) {
        this.errors = errors;
    }

    static JsonNode json(HttpResponse<String> response) throws BatchFault {
        try {
            JsonNode tree = JSON.readTree(response.body());
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            // Told below: the parser's own message would quote the text.
        }
        throw new BatchFault(BatchFault.Kind.UNKNOWN, "the server's answer is no JSON object");
    }

    /** The name of what was made. */
    static String id(JsonNode tree) throws BatchFault {
        String id = tree.path("id").asText("");
        if (id.isEmpty()) {
            throw new BatchFault(BatchFault.Kind.UNKNOWN, "the server's answer names no id");
        }
        return id;
    }

    /** What an answer with another status than 2xx says. */
    BatchFault fault(HttpResponse<?> response, String body) {
        int status = response.statusCode();
        String code = "";
        String said = body;
        try {
            JsonNode error = JSON.readTree(body).path("error");
            code = error.path("code").asText("");
            said = error.path("message").asText(error.asText(body));
        } catch (JsonProcessingException | RuntimeException e) {
            // Proxies answer in HTML or plain text.
        }
        String message = "status " + status + " from " + response.uri().getPath() + ": " + errors.of(said, List.of());
        if (tellsOfFullQueue(code, said)) {
            return new BatchFault(BatchFault.Kind.FULL, message);
        }
        boolean refused = code.equals("insufficient_quota") || (status < 500 && status != 429 && status != 408);
        if (refused) {
            return new BatchFault(BatchFault.Kind.REFUSED, message);
        }
        boolean served = status >= 500 || status == 408;
        return new BatchFault(served ? BatchFault.Kind.UNKNOWN : BatchFault.Kind.LATER, message);
    }

    /** Whether an error says that the account has too many tokens under way. */
    static boolean tellsOfFullQueue(String code, String message) {
        String words = message.toLowerCase(Locale.ROOT);
        return code.equals("token_limit_exceeded")
                || words.contains("enqueued token")
                || words.contains("enqueued tokens");
    }
}
