package dev.twt.selection.calibration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rising function that is nearest to the shares of right answers in least squares, found by pooling adjacent
 * violators (Ayer and others, 1955; for calibrating scores: Zadrozny and Elkan, 2002). Straight between its knots, level
 * outside of them.
 */
final class Isotonic {
    private final List<Knot> knots;

    private Isotonic(List<Knot> knots) {
        this.knots = List.copyOf(knots);
    }

    /**
     * One point of the function.
     *
     * @param stated confidence in [0, 1]
     * @param right share of right answers there
     */
    record Knot(double stated, double right) {}

    /** The function for the labelled ones among these; level at 0.5 where none is. */
    static Isotonic fit(Collection<StatedCount> counts) {
        TreeMap<Integer, long[]> points = new TreeMap<>();
        for (StatedCount count : counts) {
            if (count.labelled() > 0) {
                long[] sums = points.computeIfAbsent(count.thousandths(), x -> new long[2]);
                sums[0] += count.labelled();
                sums[1] += count.right();
            }
        }
        List<Pool> pools = new ArrayList<>();
        for (Map.Entry<Integer, long[]> point : points.entrySet()) {
            Pool pool = new Pool(point.getKey(), point.getKey(), point.getValue()[0], point.getValue()[1]);
            while (!pools.isEmpty() && pools.get(pools.size() - 1).share() >= pool.share()) {
                pool = pools.remove(pools.size() - 1).with(pool);
            }
            pools.add(pool);
        }
        return new Isotonic(knots(pools));
    }

    private static List<Knot> knots(List<Pool> pools) {
        List<Knot> knots = new ArrayList<>();
        for (Pool pool : pools) {
            knots.add(new Knot(pool.from / 1000.0, pool.share()));
            if (pool.to > pool.from) {
                knots.add(new Knot(pool.to / 1000.0, pool.share()));
            }
        }
        return knots.isEmpty() ? List.of(new Knot(0, 0.5)) : knots;
    }

    /** In the order of what is stated. */
    List<Knot> knots() {
        return knots;
    }

    /** The share of right answers to be expected where so much is stated. */
    double at(double stated) {
        Knot below = knots.get(0);
        for (Knot knot : knots) {
            if (knot.stated >= stated) {
                double width = knot.stated - below.stated;
                double part = width > 0 ? (stated - below.stated) / width : 1;
                return stated <= below.stated ? below.right : below.right + part * (knot.right - below.right);
            }
            below = knot;
        }
        return below.right;
    }

    private record Pool(int from, int to, long answers, long right) {
        double share() {
            return (double) right / answers;
        }

        Pool with(Pool next) {
            return new Pool(from, next.to, answers + next.answers, right + next.right);
        }
    }
}
