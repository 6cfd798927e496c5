package dev.twt.selection.calibration;

import dev.twt.dataset.WilsonInterval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A point of the reliability curve: labelled answers that state about as much. Models state few values, most of them close
 * to 1, so the bins are made of about equal numbers of answers, not of equal width; answers that state the same share one.
 *
 * @param from the least that is stated in it
 * @param to the most
 * @param labelled answers in it whose question has a right answer that is known
 * @param right of these, right ones
 * @param confidence sum of their confidences, stated or calibrated ones
 */
public record CurveBin(double from, double to, long labelled, long right, double confidence) {
    private static final int BINS = 10;

    /** The curve of labelled answers, of ten bins at most, in the order of what is stated. */
    static List<CurveBin> curve(Collection<StatedCount> counts, ToDoubleFunction<StatedCount> confidence) {
        TreeMap<Integer, CurveBin> values = new TreeMap<>();
        for (StatedCount count : counts) {
            if (count.labelled() > 0) {
                double sum = confidence.applyAsDouble(count) * count.labelled();
                CurveBin one = new CurveBin(count.stated(), count.stated(), count.labelled(), count.right(), sum);
                values.merge(count.thousandths(), one, CurveBin::with);
            }
        }
        long all = values.values().stream().mapToLong(CurveBin::labelled).sum();
        List<CurveBin> bins = new ArrayList<>();
        CurveBin open = null;
        for (CurveBin value : values.values()) {
            open = open == null ? value : open.with(value);
            if (open.labelled * BINS >= all) {
                bins.add(open);
                open = null;
            }
        }
        if (open != null) {
            bins.add(open);
        }
        return List.copyOf(bins);
    }

    private CurveBin with(CurveBin above) {
        return new CurveBin(
                from, above.to, labelled + above.labelled, right + above.right, confidence + above.confidence);
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
