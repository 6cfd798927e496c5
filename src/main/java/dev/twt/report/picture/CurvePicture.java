package dev.twt.report.picture;

import dev.twt.report.figures.StudentFigures;
import dev.twt.report.figures.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.XYSeries;

/** The loss of a student, stage after stage along one axis of steps. */
final class CurvePicture {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 260;
    private static final int TOP = 38;
    private static final int ROWS = 3;
    private static final int ROW = 15;
    /** Room that a letter of a name takes, about. */
    private static final double LETTER = 7;

    private static final int MARKER = 4;

    private CurvePicture() {}

    static String of(String id, StudentFigures student) {
        List<StudentFigures.Stage> stages = student.stages().stream()
                .filter(stage -> !stage.curve().isEmpty())
                .toList();
        double steps = stages.stream().mapToDouble(StudentFigures.Stage::steps).sum();
        double most = stages.stream()
                .flatMap(stage -> stage.curve().stream())
                .mapToDouble(CurvePicture::highest)
                .max()
                .orElse(1);
        Plot plot = new Plot(
                id,
                WIDTH,
                HEIGHT,
                Axis.exact("step", 0, Math.max(1, steps), 5, value -> String.format(Locale.ROOT, "%,.0f", value))
                        .withRoom(),
                Axis.rounded(
                        "loss, nats a token",
                        0,
                        most,
                        5,
                        value -> String.format(Locale.ROOT, "%.3g", value)
                                .replaceFirst("(\\.[0-9]*?)0+$", "$1")
                                .replaceFirst("\\.$", "")));
        plot.markers(MARKER);
        double from = 0;
        for (StudentFigures.Stage stage : stages) {
            add(plot, stage, from);
            from += stage.steps();
        }
        plot.paint();
        boundaries(plot, stages);
        return plot.canvas().svg("Loss of the student " + student.student(), description(stages));
    }

    private static double highest(StudentFigures.Point point) {
        return Math.max(point.loss() == null ? 0 : point.loss(), point.heldOutLoss() == null ? 0 : point.heldOutLoss());
    }

    private static void add(Plot plot, StudentFigures.Stage stage, double from) {
        List<Double> xs = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        List<Double> heldOutXs = new ArrayList<>();
        List<Double> heldOut = new ArrayList<>();
        for (StudentFigures.Point point : stage.curve()) {
            if (point.loss() != null) {
                xs.add(from + point.step());
                losses.add(point.loss());
            }
            if (point.heldOutLoss() != null) {
                heldOutXs.add(from + point.step());
                heldOut.add(point.heldOutLoss());
            }
        }
        if (!xs.isEmpty()) {
            XYSeries line = plot.line("loss from " + from, xs, losses, Ink.ACCENT, 1.5f);
            line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        }
        if (!heldOut.isEmpty()) {
            plot.points("held out from " + from, heldOutXs, heldOut, Ink.INK);
        }
    }

    /** Where a stage begins, with its name where there is room for it. */
    private static void boundaries(Plot plot, List<StudentFigures.Stage> stages) {
        double[] free = new double[ROWS];
        double from = 0;
        for (StudentFigures.Stage stage : stages) {
            if (from > 0) {
                plot.upright(from);
            }
            double at = plot.atX(from) + 5;
            int row = 0;
            while (row < ROWS && at < free[row]) {
                row++;
            }
            if (row < ROWS) {
                plot.canvas().text(at, TOP + row * ROW, "start", Ink.INK, stage.stage());
                free[row] = at + LETTER * stage.stage().length();
            }
            from += stage.steps();
        }
    }

    private static String description(List<StudentFigures.Stage> stages) {
        return stages.stream()
                .map(stage -> stage.stage() + ": " + Words.count(stage.steps()) + " steps, from "
                        + Words.number(stage.curve().get(0).loss(), 3) + " to "
                        + Words.number(stage.lastLoss(), 3))
                .collect(Collectors.joining("; ", "", "."));
    }
}
