package dev.twt.report.picture;

import dev.twt.report.figures.EvaluationFigures;
import dev.twt.report.figures.EvaluationFigures.Answerer;
import dev.twt.report.figures.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Accuracy against tokens an answer, with 95% intervals, names and the line of those that no other beats. */
final class FrontPicture {
    private static final int HEIGHT = 360;
    /** Room that a letter of a name takes, about. */
    private static final double LETTER = 6.6;

    private static final double ROW = 14;

    private FrontPicture() {}

    /** A name and where it stands. */
    private record Label(double left, double right, double y) {
        boolean touches(Label other) {
            return left < other.right && other.left < right && Math.abs(y - other.y) < ROW;
        }
    }

    /**
     * @param all at least one, each with tokens and an accuracy
     * @param width in units of the picture; texts are as large in a narrow one as in a wide one
     */
    static String of(String id, List<Answerer> all, int width) {
        List<Answerer> shown = all.stream()
                .sorted(Comparator.comparing(Answerer::accuracy).reversed().thenComparing(Answerer::answerer))
                .toList();
        double most = shown.stream().mapToDouble(Answerer::tokens).max().orElseThrow();
        Plot plot = new Plot(
                id,
                width,
                HEIGHT,
                Axis.rounded(
                        "tokens an answer, mean",
                        0,
                        most * 1.05,
                        width < 500 ? 4 : 7,
                        v -> String.format(Locale.ROOT, "%,.0f", v)),
                Axis.exact("right, %", 0, 1, 6, value -> String.format(Locale.ROOT, "%.0f", 100 * value))
                        .withRoom());
        List<Answerer> front = shown.stream()
                .filter(Answerer::onFront)
                .sorted(Comparator.comparing(Answerer::tokens))
                .toList();
        if (front.size() > 1) {
            plot.line("front", tokens(front), accuracies(front), Ink.SOFT, 2.5f);
        }
        points(plot, "students", shown, EvaluationFigures.STUDENT, Ink.ACCENT);
        points(plot, "teachers", shown, EvaluationFigures.TEACHER, Ink.INK);
        points(plot, "others", shown, EvaluationFigures.MODEL, Ink.QUIET);
        plot.paint();
        shown.forEach(one -> interval(plot, one));
        names(plot, shown);
        return plot.canvas().svg("Accuracy against tokens an answer", description(shown));
    }

    private static void points(Plot plot, String name, List<Answerer> shown, String kind, Ink ink) {
        List<Answerer> those =
                shown.stream().filter(one -> one.kind().equals(kind)).toList();
        if (!those.isEmpty()) {
            plot.points(name, tokens(those), accuracies(those), ink);
        }
    }

    private static void interval(Plot plot, Answerer one) {
        if (one.low() != null && one.high() != null) {
            double x = plot.atX(one.tokens());
            plot.canvas().lineAbove(x, plot.atY(one.low()), x, plot.atY(one.high()), ink(one));
        }
    }

    private static Ink ink(Answerer one) {
        return switch (one.kind()) {
            case EvaluationFigures.STUDENT -> Ink.ACCENT;
            case EvaluationFigures.TEACHER -> Ink.INK;
            default -> Ink.QUIET;
        };
    }

    /** Beside their points, one below the other where points are close. */
    private static void names(Plot plot, List<Answerer> shown) {
        List<Label> taken =
                new ArrayList<>(shown.stream().map(one -> point(plot, one)).toList());
        for (Answerer one : shown) {
            double x = plot.atX(one.tokens());
            double width = LETTER * one.answerer().length();
            boolean left = x + 9 + width > plot.canvas().width();
            double start = left ? x - 9 - width : x + 9;
            Label label = new Label(start, start + width, plot.atY(one.accuracy()) + 4);
            while (touched(label, taken) && label.y() < HEIGHT - 30) {
                label = new Label(label.left(), label.right(), label.y() + 2);
            }
            taken.add(label);
            plot.canvas().text(left ? x - 9 : x + 9, label.y(), left ? "end" : "start", ink(one), one.answerer());
        }
    }

    /** The place of a point itself. */
    private static Label point(Plot plot, Answerer one) {
        double x = plot.atX(one.tokens());
        return new Label(x - 5, x + 5, plot.atY(one.accuracy()) + 4);
    }

    private static boolean touched(Label label, List<Label> others) {
        return others.stream().anyMatch(label::touches);
    }

    private static String description(List<Answerer> shown) {
        return shown.stream()
                .map(one -> one.answerer() + ": " + Words.percent(one.accuracy()) + " right with "
                        + Words.tokens(one.tokens()) + " tokens")
                .collect(Collectors.joining("; ", "", "."));
    }

    private static List<Double> tokens(List<Answerer> answerers) {
        return answerers.stream().map(Answerer::tokens).toList();
    }

    private static List<Double> accuracies(List<Answerer> answerers) {
        return answerers.stream().map(Answerer::accuracy).toList();
    }
}
