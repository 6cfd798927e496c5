package dev.twt.teacher;

import com.fasterxml.jackson.databind.JsonNode;

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
}
