package dev.twt.report.picture;

import dev.twt.report.figures.SweepFigures;
import dev.twt.report.figures.Words;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Shares of what other values of a key would keep. */
final class SweepPicture {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 280;

    private SweepPicture() {}

    static String of(String id, SweepFigures sweep) {
        List<SweepFigures.Point> points = sweep.points();
        double first = points.get(0).value();
        double last = points.get(points.size() - 1).value();
        Plot plot = new Plot(
                id,
                WIDTH,
                HEIGHT,
                Axis.exact(
                        sweep.key().substring(sweep.key().lastIndexOf('.') + 1),
                        first,
                        last > first ? last : first + 1,
                        5,
                        value -> String.format(Locale.ROOT, "%.3g", value).replaceFirst("\\.?0+$", "")),
                Axis.exact("share, %", 0, 1, 6, value -> String.format(Locale.ROOT, "%.0f", 100 * value)));
        add(plot, "answers accepted", points, SweepFigures.Point::accepted, Ink.QUIET, 1.5f, 1, 3);
        add(plot, "answers kept", points, SweepFigures.Point::kept, Ink.ACCENT, 2.5f);
        add(plot, "questions covered", points, SweepFigures.Point::covered, Ink.INK, 1.5f);
        add(plot, "kept ones that are right", points, SweepFigures.Point::keptRight, Ink.ACCENT, 1.5f, 6, 3);
        plot.paint();
        SweepFigures.Point begin = points.get(0);
        SweepFigures.Point end = points.get(points.size() - 1);
        return plot.canvas()
                .svg(
                        "What other values of " + sweep.key() + " would keep",
                        "From " + begin.value() + " to " + end.value() + " the answers kept go from "
                                + Words.percent(begin.kept()) + " to " + Words.percent(end.kept())
                                + ", the questions covered from " + Words.percent(begin.covered()) + " to "
                                + Words.percent(end.covered()) + ".");
    }

    private static void add(
            Plot plot,
            String name,
            List<SweepFigures.Point> points,
            Function<SweepFigures.Point, Double> share,
            Ink ink,
            float width,
            float... dashes) {
        List<SweepFigures.Point> known =
                points.stream().filter(point -> share.apply(point) != null).toList();
        if (!known.isEmpty()) {
            plot.line(
                    name,
                    known.stream().map(SweepFigures.Point::value).toList(),
                    known.stream().map(share).toList(),
                    ink,
                    width,
                    dashes);
        }
    }
}
