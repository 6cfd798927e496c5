package dev.twt.config;

/**
 * Quality criteria: a weighted mean of the scores a row has, against a threshold. A weight of 0 switches a criterion
 * off.
 *
 * @param threshold a candidate is accepted when its quality is above it, in [0, 1)
 * @param confidence weight of the confidence the teacher stated
 * @param logprob weight of the mean token log-probability, as a quantile among its teacher's answers
 * @param span weight of the geometric mean probability of the tokens that state the answer
 * @param agreement weight of the share of (weighted) other answers to the question that are equivalent
 * @param verified weight of being right: 1 for an answer that equals gold or a program that passes its tests, 0 for another
 * @param arithmetic weight of the share of equations in the rationale that hold
 * @param missing what happens to a candidate that lacks a weighted score: {@code reject}, or {@code ignore} (the mean
 *     of the rest)
 * @param calibrate whether a stated confidence is replaced by what it is worth, learned from the questions that have a
 *     gold answer
 * @param teacherWeights votes in agreement: {@code given} (of the teachers' config) or {@code learned} (from how they
 *     agree)
 */
public record QualityConfig(
        double threshold,
        double confidence,
        double logprob,
        double span,
        double agreement,
        double verified,
        double arithmetic,
        String missing,
        boolean calibrate,
        String teacherWeights) {

    /** These criteria, with every further one off. */
    public QualityConfig(
            double threshold, double confidence, double logprob, double agreement, double verified, String missing) {
        this(threshold, confidence, logprob, 0, agreement, verified, 0, missing, false, "given");
    }

    /** Whether the votes of teachers are learned from how they agree. */
    public boolean learnsWeights() {
        return teacherWeights.equals("learned");
    }
}
