package dev.twt.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import dev.twt.dataset.GoldAnswers;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.task.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether the answers to questions with options prefer a letter: those that are kept against the right ones where they
 * are known, else against every option alike. A student learns the preference with the rest.
 */
final class AnswerBias implements Check {
    static final String NAME = "answer letters";

    /** Chance of so large a difference below which it is believed. */
    private static final double BELIEVED = 0.001;

    /** Difference of shares below which it does not matter, however sure it is. */
    private static final double MATTERS = 0.05;

    private final AuditedSet set;

    AnswerBias(AuditedSet set) {
        this.set = set;
    }

    @Override
    public List<Finding> findings() {
        Dataset<Row> choices = set.questions().where(col(QuestionColumns.TASK).equalTo(Tasks.CHOICE));
        Dataset<Row> kept = set.scored()
                .where(col(ScoredColumns.KEPT))
                .join(choices.select(QuestionColumns.QUESTION_ID), new String[] {QuestionColumns.QUESTION_ID});
        Map<String, Long> answered = counts(kept, col(ResponseColumns.ANSWER));
        if (answered.isEmpty()) {
            return List.of(Finding.none(NAME, 0, "no kept answer chooses between options"));
        }
        Dataset<Row> answeredQuestions = choices.join(
                kept.select(QuestionColumns.QUESTION_ID).distinct(), new String[] {QuestionColumns.QUESTION_ID});
        Map<String, Long> gold = counts(GoldAnswers.canonical(answeredQuestions), col(QuestionColumns.GOLD));
        Map<String, Long> expected = gold.isEmpty() ? options(answeredQuestions) : gold;
        return List.of(compared(answered, expected, gold.isEmpty() ? "options" : "right answers"));
    }

    private static Map<String, Long> options(Dataset<Row> questions) {
        return counts(questions.select(explode(col(QuestionColumns.CHOICES)).as("choice")), col("choice.label"));
    }

    private static Map<String, Long> counts(Dataset<Row> rows, Column of) {
        Map<String, Long> counts = new TreeMap<>();
        rows.groupBy(of.as("letter"))
                .count()
                .where(col("letter").isNotNull())
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        return counts;
    }

    private static Finding compared(Map<String, Long> answered, Map<String, Long> expected, String against) {
        long kept = total(answered);
        List<String> letters = expected.keySet().stream().toList();
        double[] shares = letters.stream()
                .mapToDouble(letter -> (double) expected.get(letter) / total(expected))
                .toArray();
        long[] seen = letters.stream()
                .mapToLong(letter -> answered.getOrDefault(letter, 0L))
                .toArray();
        double largest = 0;
        for (int i = 0; i < seen.length; i++) {
            largest = Math.max(largest, Math.abs((double) seen[i] / kept - shares[i]));
        }
        boolean biased =
                letters.size() > 1 && largest >= MATTERS && new ChiSquareTest().chiSquareTest(shares, seen) < BELIEVED;
        String what = "kept answers by letter, against " + against + ": " + table(letters, seen, kept, shares);
        return biased
                ? Finding.of(
                        NAME,
                        Severity.WARNING,
                        kept,
                        kept,
                        what,
                        "Shuffle the options of the questions, or look at the teachers one by one",
                        List.of())
                : Finding.none(NAME, kept, what);
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String table(List<String> letters, long[] seen, long kept, double[] shares) {
        return IntStream.range(0, seen.length)
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%s %.1f%% (%.1f%%)", letters.get(i), 100.0 * seen[i] / kept, 100 * shares[i]))
                .collect(Collectors.joining(", "));
    }
}
