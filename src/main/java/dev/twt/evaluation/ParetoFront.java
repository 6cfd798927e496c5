package dev.twt.evaluation;

import java.util.Comparator;
import java.util.List;

/** Those that no other answerer beats: none is at least as accurate with no more output tokens, and better in one of both. */
public final class ParetoFront {
    private ParetoFront() {}

    /** The front, the fewest tokens first; who has no accuracy or no tokens is not on it. */
    public static List<Measured> of(List<Measured> all) {
        return all.stream()
                .filter(one -> holds(one, all))
                .sorted(Comparator.comparingDouble(one -> one.tokens().mean()))
                .toList();
    }

    /** Whether one of them is on the front. */
    public static boolean holds(Measured one, List<Measured> all) {
        if (Double.isNaN(one.tokens().mean()) || Double.isNaN(one.accuracy().value())) {
            return false;
        }
        return all.stream().noneMatch(other -> dominates(other, one));
    }

    private static boolean dominates(Measured other, Measured one) {
        double more = other.accuracy().value() - one.accuracy().value();
        double fewer = one.tokens().mean() - other.tokens().mean();
        return more >= 0 && fewer >= 0 && more + fewer > 0;
    }
}
