package dev.twt.job;

import dev.twt.selection.SweepPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What each value would keep, a line a value. */
final class SweepScreen {
    private static final String ROW = "%10s %10s %9s %9s %10s %9s %11s %15s %11s";
    private final String key;

    SweepScreen(String key) {
        this.key = key;
    }

    String of(Map<String, SweepPoint> points) {
        SweepPoint any = points.values().iterator().next();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%n%s, over %,d answers to %,d questions:", key, any.candidates(), any.questions()));
        lines.add("");
        lines.add(String.format(
                ROW,
                "value",
                "accepted",
                "share",
                "kept",
                "questions",
                "share",
                "similarity",
                "accepted right",
                "kept right"));
        points.forEach((value, point) -> lines.add(row(value, point)));
        if (any.acceptedRight().isEmpty()
                && points.values().stream().allMatch(p -> p.acceptedRight().isEmpty())) {
            lines.add("(no gold answers among the questions: what is right cannot be said)");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String row(String value, SweepPoint p) {
        return String.format(
                Locale.ROOT,
                ROW,
                value,
                String.format(Locale.ROOT, "%,d", p.accepted()),
                percent(share(p.accepted(), p.candidates())),
                String.format(Locale.ROOT, "%,d", p.kept()),
                String.format(Locale.ROOT, "%,d", p.covered()),
                percent(share(p.covered(), p.questions())),
                p.pairSimilarity().isPresent()
                        ? String.format(Locale.ROOT, "%.3f", p.pairSimilarity().getAsDouble())
                        : "-",
                percent(p.acceptedRight()),
                percent(p.keptRight()));
    }

    static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble()) : "-";
    }
}
