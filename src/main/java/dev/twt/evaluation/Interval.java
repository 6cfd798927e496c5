package dev.twt.evaluation;

import dev.twt.dataset.WilsonInterval;

/**
 * A 95% confidence interval.
 *
 * @param low lower end
 * @param high upper end
 * @param how {@code wilson}, {@code bootstrap} or {@code t}
 */
public record Interval(double low, double high, String how) {
    /** Of a share of independent cases: Wilson's score. */
    static Interval wilson(long part, long whole) {
        WilsonInterval wilson = WilsonInterval.of(part, whole);
        return new Interval(wilson.low(), wilson.high(), "wilson");
    }
}
