package dev.twt.job;

import dev.twt.evaluation.Comparison;
import dev.twt.evaluation.EvaluationReport;
import dev.twt.evaluation.Interval;
import dev.twt.evaluation.Measured;
import dev.twt.evaluation.SeedSpread;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An evaluation as tables: answerers, subsets, pairs, seeds. Accuracies are in percent, with their 95% intervals. */
final class EvaluationScreen {
    private static final String NOT_KNOWN = "-";

    private final EvaluationReport report;
    /** Letters of the longest name, or more. */
    private final int widest;

    EvaluationScreen(EvaluationReport report) {
        this.report = report;
        this.widest = widest(
                20, report.measured().stream().map(one -> "  " + one.subset().answerer()));
    }

    String text() {
        StringBuilder screen = new StringBuilder("\n");
        head(screen, "answerer");
        report.whole().forEach(one -> measured(screen, one.subset().answerer(), one));
        subsets(screen);
        if (!report.comparisons().isEmpty()) {
            screen.append('\n').append(pairs(report.comparisons()));
        }
        seeds(screen);
        return screen.toString().stripTrailing() + "\n";
    }

    private void head(StringBuilder screen, String first) {
        line(
                screen,
                "%-" + widest + "s %9s %8s %11s %7s %7s %7s %9s %9s %7s %9s",
                first,
                "questions",
                "accuracy",
                "95%",
                "tokens",
                "median",
                "p95",
                "truncated",
                "no answer",
                "s",
                "$/1000");
    }

    private void measured(StringBuilder screen, String name, Measured one) {
        line(
                screen,
                "%-" + widest + "s %,9d %8s %11s %7s %7s %7s %9s %9s %7s %9s%s",
                name,
                one.accuracy().questions(),
                percent(one.accuracy().value()),
                interval(one.accuracy().interval()),
                number(one.tokens().mean(), "%.1f"),
                number(one.tokens().median(), "%.0f"),
                number(one.tokens().p95(), "%.0f"),
                percent(one.truncatedShare()),
                percent(one.withoutAnswerShare()),
                number(one.meanSeconds(), "%.2f"),
                number(one.usdPerThousand(), "%.4f"),
                remarks(one));
    }

    private static String remarks(Measured one) {
        String samples = one.answers() == one.accuracy().questions()
                ? ""
                : String.format(Locale.ROOT, "  pass@1 of %,d answers", one.answers());
        String lost = one.failed() + one.refused() == 0
                ? ""
                : String.format(Locale.ROOT, "  failed %,d, refused %,d", one.failed(), one.refused());
        return samples + lost;
    }

    private void subsets(StringBuilder screen) {
        String by = "";
        String value = "";
        for (Measured one : report.subsets()) {
            if (!one.subset().by().equals(by)) {
                by = one.subset().by();
                value = "";
                screen.append('\n');
                head(screen, "by " + by);
            }
            if (!one.subset().value().equals(value)) {
                value = one.subset().value();
                line(screen, "%s", value);
            }
            measured(screen, "  " + one.subset().answerer(), one);
        }
    }

    /** Who is better than whom. */
    static String pairs(List<Comparison> pairs) {
        StringBuilder screen = new StringBuilder();
        int first = widest(14, pairs.stream().map(Comparison::first));
        int second = widest(14, pairs.stream().map(Comparison::second));
        String names = "%-" + first + "s %-" + second + "s ";
        line(
                screen,
                names + "%9s %7s %7s %10s %13s %8s %8s %6s  %s",
                "first",
                "second",
                "questions",
                "first",
                "second",
                "difference",
                "95%",
                "only 1st",
                "only 2nd",
                "p",
                "better");
        for (Comparison pair : pairs) {
            line(
                    screen,
                    names + "%,9d %7s %7s %10s %13s %,8d %,8d %6s  %s",
                    pair.first(),
                    pair.second(),
                    pair.questions(),
                    percent(pair.firstAccuracy()),
                    percent(pair.secondAccuracy()),
                    number(100 * pair.difference(), "%+.1f"),
                    signed(pair.interval()),
                    pair.mcNemar().onlyFirst(),
                    pair.mcNemar().onlySecond(),
                    number(pair.mcNemar().pValue(), "%.4f"),
                    pair.better().isEmpty() ? "not shown" : pair.better());
        }
        return screen.toString();
    }

    private void seeds(StringBuilder screen) {
        for (SeedSpread spread : report.spreads()) {
            screen.append('\n');
            line(
                    screen,
                    "%s over %d seeds: mean %s [%s], standard deviation %.1f; %s",
                    spread.group(),
                    spread.accuracies().size(),
                    percent(spread.mean()),
                    interval(spread.interval()),
                    100 * spread.deviation(),
                    spread.accuracies().entrySet().stream()
                            .map(seed -> seed.getKey() + " " + percent(seed.getValue()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static int widest(int least, Stream<String> names) {
        return Math.max(least, names.mapToInt(String::length).max().orElse(0));
    }

    private static String interval(Interval interval) {
        return Double.isNaN(interval.low())
                ? NOT_KNOWN
                : String.format(Locale.ROOT, "%.1f-%.1f", 100 * interval.low(), 100 * interval.high());
    }

    private static String signed(Interval interval) {
        return Double.isNaN(interval.low())
                ? NOT_KNOWN
                : String.format(Locale.ROOT, "%+.1f..%+.1f", 100 * interval.low(), 100 * interval.high());
    }

    private static String percent(double share) {
        return number(100 * share, "%.1f%%");
    }

    private static String number(double value, String format) {
        return Double.isNaN(value) ? NOT_KNOWN : String.format(Locale.ROOT, format, value);
    }

    private static void line(StringBuilder screen, String format, Object... values) {
        screen.append(String.format(Locale.ROOT, format, values).stripTrailing())
                .append('\n');
    }
}
