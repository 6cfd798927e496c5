package dev.twt.generation;

import dev.twt.task.TextSpan;
import java.nio.charset.StandardCharsets;

/**
 * How sure a teacher was of the tokens that state its answer: the geometric mean of their probabilities, which is the
 * exponential of their mean log-probability. A token counts if it stands, in part at least, in the answer.
 */
final class AnswerProbability {
    private AnswerProbability() {}

    /**
     * The mean, in [0, 1].
     *
     * @param logprobs natural-log probabilities of the tokens, or null
     * @param ends of the same tokens in the bytes of the text, or null
     * @param span of the answer in the text, or null
     * @return null where one of them is not there, no token stands in the span, or one there has no proper probability
     */
    static Double of(String text, float[] logprobs, int[] ends, TextSpan span) {
        if (logprobs == null || ends == null || span == null || ends.length != logprobs.length) {
            return null;
        }
        int from = bytes(text, span.from());
        int to = bytes(text, span.to());
        double sum = 0;
        int count = 0;
        for (int i = 0; i < ends.length; i++) {
            int start = i == 0 ? 0 : ends[i - 1];
            if (start < to && ends[i] > from && ends[i] > start) {
                sum += logprobs[i];
                count++;
            }
        }
        double probability = Math.exp(sum / count);
        return probability >= 0 && probability <= 1 ? Double.valueOf(probability) : null;
    }

    private static int bytes(String text, int characters) {
        return text.substring(0, characters).getBytes(StandardCharsets.UTF_8).length;
    }
}
