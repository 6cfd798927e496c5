package dev.twt.report.picture;

import dev.twt.report.figures.EvaluationFigures;
import dev.twt.report.figures.EvaluationFigures.Answerer;
import dev.twt.report.figures.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Accuracy against tokens an answer, with 95% intervals, names and the line of those that no other beats. */
final class FrontPicture {
    private static final int HEIGHT = 360;
    /** Room that a letter of a name takes, about. */
    private static final double LETTER = 6.6;

    private FrontPicture() {}

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
        names(plot, shown, front);
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

    /** Beside their points, higher or lower where something is. */
    private static void names(Plot plot, List<Answerer> shown, List<Answerer> front) {
        NamePlaces places = new NamePlaces(20, HEIGHT - 30);
        shown.forEach(one -> places.point(plot.atX(one.tokens()), plot.atY(one.accuracy())));
        for (int i = 1; i < front.size(); i++) {
            Answerer from = front.get(i - 1);
            Answerer to = front.get(i);
            places.line(
                    plot.atX(from.tokens()), plot.atY(from.accuracy()), plot.atX(to.tokens()), plot.atY(to.accuracy()));
        }
        for (Answerer one : shown) {
            double x = plot.atX(one.tokens());
            double width = LETTER * one.answerer().length();
            boolean left = x + 9 + width > plot.canvas().width();
            double start = left ? x - 9 - width : x + 9;
            double base = places.name(start, start + width, plot.atY(one.accuracy()) + 4);
            plot.canvas().text(left ? x - 9 : x + 9, base, left ? "end" : "start", ink(one), one.answerer());
        }
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
