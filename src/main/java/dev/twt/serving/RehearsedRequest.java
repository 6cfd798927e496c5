package dev.twt.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.text.ChatMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rehearsal has to know of a request.
 *
 * @param id the same for the same body
 * @param model as the client names it
 * @param choices answers it wants
 * @param mostTokens length limit of an answer
 */
record RehearsedRequest(
        long id, String model, List<ChatMessage> messages, int choices, int mostTokens, boolean logprobs) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHARACTERS_A_TOKEN = 4;

    /** @throws ApiException if it is no request for chat completions */
    static RehearsedRequest read(byte[] bytes) {
        try {
            JsonNode body = JSON.readTree(bytes);
            List<ChatMessage> messages = new ArrayList<>();
            body.path("messages")
                    .forEach(message -> messages.add(new ChatMessage(
                            message.path("role").asText(),
                            message.path("content").asText())));
            if (messages.isEmpty()) {
                throw ApiException.invalid("messages must hold at least one message");
            }
            int most = body.path("max_completion_tokens")
                    .asInt(body.path("max_tokens").asInt(Integer.MAX_VALUE));
            return new RehearsedRequest(
                    id(bytes),
                    body.path("model").asText(),
                    List.copyOf(messages),
                    Math.max(1, body.path("n").asInt(1)),
                    most,
                    body.path("logprobs").asBoolean(false));
        } catch (IOException e) {
            throw ApiException.invalid("invalid_json", "The request's body is not JSON in UTF-8");
        }
    }

    long promptTokens() {
        return messages.stream().mapToLong(m -> m.content().length()).sum() / CHARACTERS_A_TOKEN;
    }

    private static long id(byte[] bytes) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
