package dev.twt.job;

import dev.twt.dataset.QuestionColumns;
import dev.twt.selection.Rejection;
import dev.twt.selection.ScoredCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Every candidate of a question with its scores and its fate. */
final class ExplainScreen {
    private static final int WIDTH = 108;
    private static final int MOST_ROWS = 30;
    private static final int MOST_REJECTED_TEXTS = 4;
    private static final int TEXT_LENGTH = 280;
    private static final int NAME_LENGTH = 20;
    private static final int ANSWER_LENGTH = 12;
    private static final int VERDICT_LENGTH = 60;
    private static final String ROW = "%s %-20s %6s %-12s %s %7s %4s  %s";
    private static final List<Score> SCORES = List.of(
            new Score("conf.", true, c -> c.scores().confidence()),
            new Score("calib.", false, c -> c.scores().calibrated()),
            new Score("logp.", true, c -> c.scores().logprob()),
            new Score("span", false, c -> c.scores().span()),
            new Score("agree", true, c -> c.scores().agreement()),
            new Score("arith.", false, c -> c.scores().arithmetic()));

    private final String rule;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param rule that the scores were made by, in words
     */
    ExplainScreen(String rule) {
        this.rule = rule;
    }

    /**
     * The whole screen.
     *
     * @param question a row of the stored questions
     */
    String of(Row question, List<ScoredCandidate> candidates) {
        head(question, candidates);
        if (!candidates.isEmpty()) {
            table(candidates);
            pair(candidates);
            texts(candidates);
        }
        return String.join("\n", lines);
    }

    private void head(Row question, List<ScoredCandidate> candidates) {
        long kept = candidates.stream().filter(ScoredCandidate::kept).count();
        lines.add(String.format(
                Locale.ROOT,
                "%s (%s): %,d answers, %,d kept",
                question.getAs(QuestionColumns.QUESTION_ID),
                question.getAs(QuestionColumns.TASK),
                candidates.size(),
                kept));
        wrapped("  " + shortened(question.getAs(QuestionColumns.QUESTION)), "  ");
        List<Row> choices = Optional.ofNullable(question.<Object>getAs(QuestionColumns.CHOICES))
                .map(some -> question.<Row>getList(question.fieldIndex(QuestionColumns.CHOICES)))
                .orElse(List.of());
        if (!choices.isEmpty()) {
            wrapped(
                    "  "
                            + choices.stream()
                                    .map(choice -> choice.getString(0) + ") " + shortened(choice.getString(1)))
                                    .collect(Collectors.joining("  ")),
                    "  ");
        }
        Optional.ofNullable(question.<String>getAs(QuestionColumns.GOLD))
                .ifPresent(gold -> lines.add("  gold: " + shortened(gold)));
        wrapped("rule: " + rule, "      ");
    }

    private void table(List<ScoredCandidate> candidates) {
        lines.add("");
        List<Score> scores = SCORES.stream()
                .filter(score -> score.usual
                        || candidates.stream().anyMatch(c -> score.of.apply(c).isPresent()))
                .toList();
        row(" ", "teacher", "sample", "answer", text(scores, score -> score.name), "quality", "rank", "");
        candidates.stream().limit(MOST_ROWS).forEach(c -> row(c, scores));
        if (candidates.size() > MOST_ROWS) {
            lines.add(String.format(Locale.ROOT, "  and %,d more rejected ones", candidates.size() - MOST_ROWS));
        }
    }

    private void row(ScoredCandidate c, List<Score> scores) {
        row(
                c.kept() ? "*" : " ",
                cut(c.teacher(), NAME_LENGTH),
                c.round() == 0 ? String.valueOf(c.sample()) : c.sample() + " r" + (c.round() + 1),
                c.answer().isEmpty() ? "-" : cut(clean(c.answer()), ANSWER_LENGTH),
                text(scores, score -> number(score.of.apply(c), "%.2f")),
                number(c.quality(), "%.3f"),
                c.rank().map(String::valueOf).orElse("-"),
                fate(c));
    }

    private static String text(List<Score> scores, Function<Score, String> cell) {
        return scores.stream()
                .map(score -> String.format(Locale.ROOT, "%6s", cell.apply(score)))
                .collect(Collectors.joining(" "));
    }

    private static String fate(ScoredCandidate c) {
        String fate = c.kept() ? "kept" : c.rejectedBy().map(Rejection::words).orElse("");
        return c.verdict().isEmpty() ? fate : fate + " (" + cut(clean(c.verdict()), VERDICT_LENGTH) + ")";
    }

    private void row(Object... values) {
        lines.add(String.format(Locale.ROOT, ROW, values).stripTrailing());
    }

    private void pair(List<ScoredCandidate> candidates) {
        candidates.stream()
                .map(ScoredCandidate::pairSimilarity)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(similarity ->
                        lines.add(String.format(Locale.ROOT, "%nsimilarity of the kept rationales: %.3f", similarity)));
    }

    private void texts(List<ScoredCandidate> candidates) {
        candidates.stream().filter(ScoredCandidate::kept).forEach(this::text);
        candidates.stream().filter(c -> !c.kept()).limit(MOST_REJECTED_TEXTS).forEach(this::text);
    }

    private void text(ScoredCandidate c) {
        lines.add("");
        String what = c.rationale().isBlank() ? "(no rationale)" : shortened(c.rationale());
        wrapped(
                String.format(
                        Locale.ROOT,
                        "%s %s, sample %d%s: %s => %s",
                        c.kept() ? "*" : " ",
                        c.teacher(),
                        c.sample(),
                        c.round() == 0 ? "" : " of round " + (c.round() + 1),
                        what,
                        c.answer().isEmpty() ? "-" : shortened(c.answer())),
                "    ");
    }

    private void wrapped(String text, String indent) {
        lines.addAll(Wrapping.wrap(text, indent, WIDTH));
    }

    private static String shortened(String text) {
        return cut(clean(text), TEXT_LENGTH);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** A model's text must not steer the terminal. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .strip();
    }

    private static String number(Optional<Double> value, String format) {
        return value.map(v -> String.format(Locale.ROOT, format, v)).orElse("-");
    }

    /**
     * A column of the table.
     *
     * @param usual whether it is shown where no candidate has it, too
     */
    private record Score(String name, boolean usual, Function<ScoredCandidate, Optional<Double>> of) {}
}
