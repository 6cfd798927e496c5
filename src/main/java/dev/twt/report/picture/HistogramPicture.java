package dev.twt.report.picture;

import dev.twt.report.figures.Histogram;
import dev.twt.report.figures.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A distribution between 0 and 1: what was kept on top of what was good enough on top of the rest. */
final class HistogramPicture {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 210;

    private HistogramPicture() {}

    static String of(String id, Histogram histogram, String title) {
        long most =
                histogram.bins().stream().mapToLong(Histogram.Bin::all).max().orElse(0);
        Plot plot = new Plot(
                id,
                WIDTH,
                HEIGHT,
                Axis.exact("", 0, 1, 6, value -> String.format(Locale.ROOT, "%.1f", value)),
                Axis.rounded("number", 0, Math.max(1.0, (double) most), 4, HistogramPicture::shortened));
        List<Histogram.Bin> bins = histogram.bins();
        plot.steps("rejected", starts(bins), heights(bins, Histogram.Bin::all), Ink.FAINT);
        plot.steps("good", starts(bins), heights(bins, bin -> bin.kept() + bin.accepted()), Ink.SOFT);
        plot.steps("kept", starts(bins), heights(bins, Histogram.Bin::kept), Ink.ACCENT);
        plot.paint();
        if (histogram.threshold() != null) {
            plot.upright(histogram.threshold());
        }
        return plot.canvas().svg(title, description(histogram));
    }

    private static String description(Histogram histogram) {
        Histogram.Bin fullest = histogram.bins().stream()
                .max((one, other) -> Long.compare(one.all(), other.all()))
                .orElseThrow();
        return Words.count(histogram.all()) + " values, mean " + Words.number(histogram.mean(), 3)
                + String.format(
                        Locale.ROOT,
                        "; most of them (%,d) from %.2f to %.2f",
                        fullest.all(),
                        fullest.from(),
                        fullest.to())
                + (histogram.threshold() == null
                        ? "."
                        : "; the threshold is " + Words.number(histogram.threshold(), 2) + ".");
    }

    private static String shortened(double count) {
        if (count >= 1_000_000) {
            return String.format(Locale.ROOT, "%sM", plain(count / 1_000_000));
        }
        return count >= 1000 ? plain(count / 1000) + "k" : plain(count);
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    private static List<Double> starts(List<Histogram.Bin> bins) {
        List<Double> starts =
                new ArrayList<>(bins.stream().map(Histogram.Bin::from).toList());
        starts.add(1.0);
        return starts;
    }

    private static List<Double> heights(List<Histogram.Bin> bins, ToLongFunction<Histogram.Bin> height) {
        List<Double> heights = new ArrayList<>(
                bins.stream().map(bin -> (double) height.applyAsLong(bin)).toList());
        heights.add(heights.get(heights.size() - 1));
        return heights;
    }
}
