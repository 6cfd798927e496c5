package dev.twt.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Token log-probabilities of a choice. */
final class ReplyLogprobs {
    /** Servers write so where they have none. */
    private static final double NONE = -9999;

    private ReplyLogprobs() {}

    /** One for each token, or null where the server gives none or not all: part of them would mislead. */
    static float[] of(JsonNode choice) {
        JsonNode tokens = choice.path("logprobs").path("content");
        if (!tokens.isArray() || tokens.isEmpty()) {
            return null;
        }
        float[] logprobs = new float[tokens.size()];
        for (int i = 0; i < logprobs.length; i++) {
            JsonNode value = tokens.get(i).path("logprob");
            double logprob = value.isNumber() ? value.asDouble() : Double.NaN;
            if (!Double.isFinite(logprob) || logprob <= NONE) {
                return null;
            }
            // Rounding on the serving side leaves values just above 0.
            logprobs[i] = (float) Math.min(logprob, 0);
        }
        return logprobs;
    }

    /** Where those tokens end in a text, as {@link TokenEnds} says; null where the server does not say what they are. */
    static int[] ends(JsonNode choice, String text) {
        List<byte[]> tokens = new ArrayList<>();
        for (JsonNode token : choice.path("logprobs").path("content")) {
            byte[] bytes = bytes(token);
            if (bytes == null) {
                return null;
            }
            tokens.add(bytes);
        }
        return TokenEnds.of(tokens, text);
    }

    /** Bytes where they are given: the text of a part of a character says nothing. */
    private static byte[] bytes(JsonNode token) {
        JsonNode given = token.path("bytes");
        if (!given.isArray()) {
            JsonNode text = token.path("token");
            return text.isTextual() ? text.asText().getBytes(StandardCharsets.UTF_8) : null;
        }
        byte[] bytes = new byte[given.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) given.get(i).asInt();
        }
        return bytes;
    }
}
