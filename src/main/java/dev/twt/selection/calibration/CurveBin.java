package dev.twt.selection.calibration;

import dev.twt.dataset.WilsonInterval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A tenth of the reliability curve: the labelled answers whose confidence lies in it.
 *
 * @param from lower end of the tenth; its upper end is 0.1 above
 * @param labelled answers in it whose question has a right answer that is known
 * @param right of these, right ones
 * @param confidence sum of their confidences
 */
public record CurveBin(double from, long labelled, long right, double confidence) {
    private static final int BINS = 10;

    /** The curve of labelled answers; tenths without any are left out. */
    static List<CurveBin> curve(Collection<StatedCount> counts, ToDoubleFunction<StatedCount> confidence) {
        long[] labelled = new long[BINS];
        long[] right = new long[BINS];
        double[] sums = new double[BINS];
        for (StatedCount count : counts) {
            double value = confidence.applyAsDouble(count);
            // The product of a tenth by ten may fall short of a whole number.
            int bin = Math.min(BINS - 1, (int) Math.floor(value * BINS + 1e-9));
            labelled[bin] += count.labelled();
            right[bin] += count.right();
            sums[bin] += value * count.labelled();
        }
        List<CurveBin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            if (labelled[i] > 0) {
                bins.add(new CurveBin(i / (double) BINS, labelled[i], right[i], sums[i]));
            }
        }
        return List.copyOf(bins);
    }

    /** Expected calibration error: how far confidence and share of right answers lie apart, a mean over the answers. */
    static double error(Collection<CurveBin> curve) {
        long all = curve.stream().mapToLong(CurveBin::labelled).sum();
        double apart = curve.stream()
                .mapToDouble(bin -> Math.abs(bin.confidence - bin.right))
                .sum();
        return all == 0 ? 0 : apart / all;
    }

    /** Mean confidence of the labelled answers in it. */
    public double meanConfidence() {
        return confidence / labelled;
    }

    /** Share of right ones among them. */
    public double share() {
        return (double) right / labelled;
    }

    /** Of {@link #share}. */
    public WilsonInterval interval() {
        return WilsonInterval.of(right, labelled);
    }
}
