package dev.twt.evaluation;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Exact draws from binomial distributions in logarithmic time, by the median of uniform order statistics, which is beta
 * distributed (Devroye, Non-Uniform Random Variate Generation, 1986, section X.4.3).
 */
final class BinomialDraw {
    /** So few trials are made one by one. */
    private static final long FEW = 24;

    private final RandomGenerator random;

    BinomialDraw(RandomGenerator random) {
        this.random = random;
    }

    /** Successes in so many trials, each of probability p. */
    long of(long trials, double p) {
        long left = trials;
        double chance = p;
        long successes = 0;
        while (left > FEW && chance > 0 && chance < 1) {
            long middle = (left + 1) / 2;
            double median = new BetaDistribution(random, middle, left + 1 - middle).sample();
            if (median <= chance) {
                successes += middle;
                left -= middle;
                chance = (chance - median) / (1 - median);
            } else {
                left = middle - 1;
                chance = chance / median;
            }
        }
        return successes + oneByOne(left, chance);
    }

    private long oneByOne(long trials, double p) {
        if (p <= 0) {
            return 0;
        }
        if (p >= 1) {
            return trials;
        }
        long successes = 0;
        for (long i = 0; i < trials; i++) {
            if (random.nextDouble() < p) {
                successes++;
            }
        }
        return successes;
    }
}
