package dev.twt.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures how often extraction finds the answer that the teachers' files say a completion gives.
 */
final class ExtractionAgreement {

    /** Counts of one set. */
    static final class Counts {
        int rows;
        int agree;
        int unanswered;
        final Map<LabelRule, Integer> explained = new EnumMap<>(LabelRule.class);
        final List<String> disagreements = new ArrayList<>();

        double agreement() {
            return (double) agree / rows;
        }

        int explained() {
            return explained.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Of the rows whose label is what the completion says. */
        double faithful() {
            return (double) agree / Math.max(1, rows - explained());
        }
    }

    private ExtractionAgreement() {}

    static Map<String, Counts> measure(Path data) {
        Map<String, Counts> bySet = new TreeMap<>();
        new LabelledRows(data).all().forEach(row -> {
            Counts counts = bySet.computeIfAbsent(row.set(), set -> new Counts());
            String found = row.task().extract(row.completion(), row.question()).answer();
            counts.rows++;
            if (!found.isEmpty() && row.task().equivalent(found, row.label(), row.question())) {
                counts.agree++;
            } else {
                counts.unanswered += found.isEmpty() ? 1 : 0;
                LabelRule rule = LabelRule.of(found, row);
                if (rule != LabelRule.NONE) {
                    counts.explained.merge(rule, 1, Integer::sum);
                }
                counts.disagreements.add(
                        "ours [" + found + "] label [" + row.label() + "] " + rule + "\n" + row.completion());
            }
        });
        return bySet;
    }

    static String table(Map<String, Counts> bySet) {
        StringBuilder table = new StringBuilder(
                "| set | rows | agree | unanswered | label's own rule | agree without those |\n|---|---|---|---|---|---|\n");
        bySet.forEach((set, counts) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %d | %.4f | %d | %s | %.4f |%n",
                set,
                counts.rows,
                counts.agreement(),
                counts.unanswered,
                counts.explained,
                counts.faithful())));
        return table.toString();
    }

    /** Of the sets whose name holds {@code part}, as many disagreements each. */
    static String disagreements(Map<String, Counts> bySet, String part, int count) {
        StringBuilder shown = new StringBuilder();
        bySet.forEach((set, counts) -> {
            if (set.contains(part)) {
                counts.disagreements.stream()
                        .limit(count)
                        .forEach(d -> shown.append("\n---- ")
                                .append(set)
                                .append('\n')
                                .append(d)
                                .append('\n'));
            }
        });
        return shown.toString();
    }
}
