package dev.twt.job;

import dev.twt.config.EffectiveConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.dataset.Workspace;
import dev.twt.selection.SelectionSummary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The last screen of a run. */
final class SummaryScreen {
    private static final int WIDTH = 92;
    private static final String THRESHOLD = "selection.quality.threshold";

    private final SelectionConfig selection;
    private final Workspace workspace;

    SummaryScreen(SelectionConfig selection, Workspace workspace) {
        this.selection = selection;
        this.workspace = workspace;
    }

    String of(RunSummary summary, EffectiveConfig config) {
        StringBuilder screen = new StringBuilder("\n");
        teachers(screen, summary.teachers());
        selection(screen, summary.selection());
        summary.samples().forEach(sample -> sample(screen, sample));
        where(screen, summary.selection(), config);
        return screen.toString();
    }

    private static void teachers(StringBuilder screen, List<RunSummary.TeacherLine> teachers) {
        line(
                screen,
                "%-14s %7s %8s %9s %7s %6s %10s %10s %8s",
                "teacher",
                "asked",
                "answered",
                "truncated",
                "refused",
                "failed",
                "confidence",
                "out tokens",
                "tokens/s");
        for (RunSummary.TeacherLine t : teachers) {
            line(
                    screen,
                    "%-14s %,7d %,8d %,9d %,7d %,6d %10s %,10d %8s",
                    t.teacher(),
                    t.asked(),
                    t.answered(),
                    t.truncated(),
                    t.refused(),
                    t.failed(),
                    number(t.meanConfidence(), "%.2f"),
                    t.completionTokens(),
                    number(t.tokensPerSecond(), "%.0f"));
        }
        double cost =
                teachers.stream().mapToDouble(RunSummary.TeacherLine::costUsd).sum();
        if (cost > 0) {
            line(screen, "cost: %.4f US dollars", cost);
        }
    }

    private void selection(StringBuilder screen, SelectionSummary s) {
        line(screen, "");
        line(
                screen,
                "kept %,d of %,d answers, for %,d of %,d questions%s",
                s.kept(),
                s.candidates(),
                s.questionsCovered(),
                s.questions(),
                s.meanPairSimilarity().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "; mean similarity of a pair %.2f",
                                s.meanPairSimilarity().getAsDouble())
                        : "");
        String reasons = s.rejected().entrySet().stream()
                .map(reason -> String.format(Locale.ROOT, "%s %,d", reason.getKey(), reason.getValue()))
                .collect(Collectors.joining(", "));
        wrapped(screen, "rejected: " + (reasons.isEmpty() ? "none" : reasons), "          ");
        wrapped(screen, "rule:     " + new SelectionRule(selection).words(), "          ");
    }

    private static void sample(StringBuilder screen, RunSummary.Sample sample) {
        line(screen, "");
        wrapped(screen, sample.questionId() + "  " + sample.question(), "  ");
        for (RunSummary.KeptRationale kept : sample.kept()) {
            String rationale = kept.rationale().strip().replaceAll("\\s+", " ");
            wrapped(
                    screen,
                    String.format(
                            Locale.ROOT,
                            "  %s (quality %.2f): %s => %s",
                            kept.teacher(),
                            kept.quality(),
                            shortened(rationale),
                            kept.answer()),
                    "    ");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 299) + "…";
    }

    private void where(StringBuilder screen, SelectionSummary s, EffectiveConfig config) {
        line(screen, "");
        line(screen, "The set (%,d rows, Parquet, card): %s", s.kept(), shown(workspace.distill()) + "/stage=full");
        line(screen, "The same questions, the answer alone: %s", shown(workspace.distill()) + "/stage=free");
        line(screen, "Every answer, score and reason:  %s", shown(workspace.scored()));
        line(screen, "Next: another threshold, without asking anybody again:");
        line(screen, "  %s", again(s, config).command());
    }

    /** The same selection with more where it left most questions without an answer, else with better ones. */
    private StepRequest again(SelectionSummary s, EffectiveConfig config) {
        double step = 2 * s.questionsCovered() < s.questions() ? -0.1 : 0.1;
        double threshold = Math.min(0.99, Math.max(0.05, selection.quality().threshold() + step));
        Map<String, String> sets = new LinkedHashMap<>(config.overrides());
        sets.put(
                THRESHOLD,
                new BigDecimal(threshold)
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString());
        return new StepRequest(Step.SELECT, config.file(), sets, false, List.of());
    }

    private static String shown(String path) {
        return path.startsWith("file:") ? path.substring("file:".length()) : path;
    }

    private static String number(OptionalDouble value, String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }

    private static void line(StringBuilder screen, String format, Object... values) {
        screen.append(String.format(Locale.ROOT, format, values).stripTrailing())
                .append('\n');
    }

    private static void wrapped(StringBuilder screen, String text, String indent) {
        StringBuilder row = new StringBuilder();
        for (String word : text.split("(?<=\\S) ", -1)) {
            if (row.length() + 1 + word.length() > WIDTH && row.length() > indent.length()) {
                line(screen, "%s", row);
                row = new StringBuilder(indent);
            } else if (row.length() > 0) {
                row.append(' ');
            }
            row.append(word);
        }
        line(screen, "%s", row);
    }
}
