package dev.twt.teacher;

/**
 * What a teacher wrote.
 *
 * @param text the answer's text
 * @param reasoning reasoning that came apart from the text, or empty
 * @param tokenLogprobs natural-log probability of each completion token, or null where the teacher gives none
 * @param tokenEnds where each of those tokens ends in the text, as {@link TokenEnds} says, or null where that is not known
 * @param promptTokens as counted by the teacher
 * @param completionTokens as counted by the teacher
 * @param finishReason in the teacher's words: stop, length, content_filter
 * @param systemFingerprint version of the serving side, or empty
 * @param latencyMillis from sending to the end
 * @param attempts tries it took, at least 1
 * @param cachedTokens of the prompt tokens, those the server had in its cache
 */
public record Completion(
        String text,
        String reasoning,
        float[] tokenLogprobs,
        int[] tokenEnds,
        int promptTokens,
        int completionTokens,
        String finishReason,
        String systemFingerprint,
        long latencyMillis,
        int attempts,
        int cachedTokens) {
    /** A completion whose prompt was read anew, and of whose tokens it is not known where they stand. */
    public Completion(
            String text,
            String reasoning,
            float[] tokenLogprobs,
            int promptTokens,
            int completionTokens,
            String finishReason,
            String systemFingerprint,
            long latencyMillis,
            int attempts) {
        this(
                text,
                reasoning,
                tokenLogprobs,
                null,
                promptTokens,
                completionTokens,
                finishReason,
                systemFingerprint,
                latencyMillis,
                attempts,
                0);
    }

    /** The same where it is known where its tokens stand. */
    Completion withTokenEnds(int[] ends) {
        return new Completion(
                text,
                reasoning,
                tokenLogprobs,
                ends,
                promptTokens,
                completionTokens,
                finishReason,
                systemFingerprint,
                latencyMillis,
                attempts,
                cachedTokens);
    }

    Completion afterAttempts(int newAttempts) {
        return new Completion(
                text,
                reasoning,
                tokenLogprobs,
                tokenEnds,
                promptTokens,
                completionTokens,
                finishReason,
                systemFingerprint,
                latencyMillis,
                newAttempts,
                cachedTokens);
    }
}
