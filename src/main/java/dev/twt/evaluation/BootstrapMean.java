package dev.twt.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * A mean over questions with its 95% percentile bootstrap interval (Efron, Annals of Statistics 7, 1979): questions are
 * drawn again with replacement. Over the differences of two answerers on the same questions it is the paired bootstrap.
 *
 * <p>Questions of one value are alike, so a resample is one draw of a multinomial distribution over the values: the time it
 * takes does not grow with the number of questions.
 */
final class BootstrapMean {
    private static final double TAIL = 0.025;

    private final double[] values;
    private final long[] counts;
    private final long questions;

    /** @param counts value of a question to the number of questions that have it */
    BootstrapMean(Map<Double, Long> counts) {
        TreeMap<Double, Long> sorted = new TreeMap<>(counts);
        this.values = sorted.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        this.counts = sorted.values().stream().mapToLong(Long::longValue).toArray();
        this.questions = Arrays.stream(this.counts).sum();
    }

    /** The mean itself; NaN where there is no question. */
    double mean() {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * counts[i];
        }
        return sum / questions;
    }

    /** @param seed the same one gives the same interval */
    Interval interval(int resamples, long seed) {
        RandomGenerator random = new Well19937c(seed);
        BinomialDraw binomial = new BinomialDraw(random);
        double[] means = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            means[i] = resampled(binomial);
        }
        Arrays.sort(means);
        return new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL), "bootstrap");
    }

    private double resampled(BinomialDraw binomial) {
        long left = questions;
        long among = questions;
        double sum = 0;
        for (int i = 0; i < values.length && left > 0; i++) {
            long drawn = among == counts[i] ? left : binomial.of(left, (double) counts[i] / among);
            sum += values[i] * drawn;
            left -= drawn;
            among -= counts[i];
        }
        return sum / questions;
    }

    /** Linear between order statistics, as R's type 7. */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
