package dev.twt.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The probability that one answer is right: the mean over questions of the share of a question's samples that are right,
 * which is the unbiased estimate (Chen et al. 2021, arXiv 2107.03374, section 2.1, k = 1). With one sample a question it is
 * accuracy.
 *
 * @param questions number of questions
 * @param value from 0 to 1; NaN without a question
 * @param interval Wilson's with one sample a question, else a bootstrap over questions, whose samples are not independent
 */
public record PassAtOne(long questions, double value, Interval interval) {
    /**
     * Questions that went alike.
     *
     * @param samples of each question, 1 or more
     * @param right of these
     * @param questions how many
     */
    public record Alike(long samples, long right, long questions) {}

    /**
     * @param resamples of the bootstrap
     * @param seed of the bootstrap
     */
    public static PassAtOne of(List<Alike> counts, int resamples, long seed) {
        long questions = counts.stream().mapToLong(Alike::questions).sum();
        if (counts.stream().allMatch(alike -> alike.samples() == 1)) {
            long right = counts.stream()
                    .mapToLong(alike -> alike.right() * alike.questions())
                    .sum();
            return new PassAtOne(questions, (double) right / questions, Interval.wilson(right, questions));
        }
        Map<Double, Long> shares = new LinkedHashMap<>();
        counts.forEach(alike -> shares.merge((double) alike.right() / alike.samples(), alike.questions(), Long::sum));
        BootstrapMean mean = new BootstrapMean(shares);
        return new PassAtOne(questions, mean.mean(), mean.interval(resamples, seed));
    }
}
