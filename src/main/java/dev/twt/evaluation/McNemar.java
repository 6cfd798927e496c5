package dev.twt.evaluation;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's test (Psychometrika 12, 1947) in its exact form: whether two answerers that answered the same questions are
 * equally often right. Only the questions on which they differ count; if they are equally good, each of these is a fair
 * coin's toss.
 *
 * @param onlyFirst questions that the first one alone has right
 * @param onlySecond questions that the second one alone has right
 */
public record McNemar(long onlyFirst, long onlySecond) {
    /** Two-sided: the probability of a division as uneven as this or more; 1 where they never differ. */
    public double pValue() {
        long differ = onlyFirst + onlySecond;
        if (differ == 0) {
            return 1;
        }
        BinomialDistribution coins = new BinomialDistribution(null, Math.toIntExact(differ), 0.5);
        return Math.min(1, 2 * coins.cumulativeProbability((int) Math.min(onlyFirst, onlySecond)));
    }
}
