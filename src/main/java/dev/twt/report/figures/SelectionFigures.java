package dev.twt.report.figures;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What DCRS did.
 *
 * @param rule in words, as the step recorded it; null where it did not
 * @param candidates answers looked at
 * @param answered of these, that came to their end
 * @param accepted of these, good enough
 * @param kept of these
 * @param questions with at least one candidate
 * @param questionsAccepted with at least one that was good enough
 * @param questionsCovered with at least one that was kept
 * @param reasons why the others were rejected, the most frequent first
 * @param teachers one a teacher, by name
 * @param scores distribution of each score
 * @param similarity how alike rationales of a question are
 * @param agreement of each two teachers
 */
public record SelectionFigures(
        String rule,
        long candidates,
        long answered,
        long accepted,
        long kept,
        long questions,
        long questionsAccepted,
        long questionsCovered,
        List<Reason> reasons,
        List<OfTeacher> teachers,
        List<Histogram> scores,
        PairSimilarities similarity,
        TeacherAgreement agreement) {
    private static final String REASON = "reason";
    private static final String NONE = "";
    private static final String GOOD = "good";
    private static final String ENDED = "ended";
    private static final String ROWS = "candidates";

    /**
     * One reason of rejection.
     *
     * @param reason as {@code rejected_by} names it
     * @param words for a reader
     * @param count candidates
     */
    public record Reason(String reason, String words, long count) {}

    /**
     * One teacher's candidates.
     *
     * @param accepted good enough
     * @param kept of these
     */
    public record OfTeacher(String teacher, long candidates, long accepted, long kept) {}

    public SelectionFigures {
        reasons = List.copyOf(reasons);
        teachers = List.copyOf(teachers);
        scores = List.copyOf(scores);
    }

    /**
     * Counts on the cluster; only counts come here.
     *
     * @param counts of the questions of the same table
     * @param rule in words
     * @param threshold of quality; null where not known
     */
    static SelectionFigures of(
            Dataset<Row> scored, QuestionCounts counts, RejectionRule rejection, String rule, Double threshold) {
        List<Row> groups = groups(scored, rejection.accepted());
        long candidates = total(groups, ROWS);
        Row questions = counts.totals();
        List<OfTeacher> teachers = teachers(groups);
        return new SelectionFigures(
                rule,
                candidates,
                total(groups, ENDED),
                total(groups, GOOD),
                groups.stream()
                        .filter(row -> row.getAs(REASON).equals(NONE))
                        .mapToLong(row -> Known.count(row, ROWS))
                        .sum(),
                questions.getLong(0),
                questions.getLong(1),
                questions.getLong(2),
                reasons(groups, rejection),
                teachers,
                ScoreHistograms.of(scored, rejection.accepted(), threshold, candidates),
                PairSimilarities.of(scored, counts, rejection.accepted()),
                TeacherAgreement.of(scored, teachers));
    }

    private static List<Row> groups(Dataset<Row> scored, Column accepted) {
        return scored.groupBy(
                        col(ResponseColumns.TEACHER),
                        coalesce(col(ScoredColumns.REJECTED_BY), lit(NONE)).as(REASON))
                .agg(
                        count(lit(1)).as(ROWS),
                        count(when(accepted, 1)).as(GOOD),
                        count(when(col(ResponseColumns.OUTCOME).equalTo("answered"), 1))
                                .as(ENDED))
                .collectAsList();
    }

    private static long total(List<Row> groups, String column) {
        return groups.stream().mapToLong(row -> Known.count(row, column)).sum();
    }

    private static List<Reason> reasons(List<Row> groups, RejectionRule rejection) {
        Map<String, Long> counts = new TreeMap<>();
        groups.forEach(row -> counts.merge(row.getAs(REASON), Known.count(row, ROWS), Long::sum));
        counts.remove(NONE);
        return counts.entrySet().stream()
                .map(entry -> new Reason(entry.getKey(), rejection.words().apply(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparingLong(Reason::count).reversed())
                .toList();
    }

    private static List<OfTeacher> teachers(List<Row> groups) {
        Map<String, List<Row>> byTeacher = new TreeMap<>();
        groups.forEach(row -> byTeacher
                .computeIfAbsent(row.getAs(ResponseColumns.TEACHER), t -> new ArrayList<>())
                .add(row));
        Map<String, OfTeacher> all = new LinkedHashMap<>();
        byTeacher.forEach((teacher, rows) -> all.put(
                teacher,
                new OfTeacher(
                        teacher,
                        total(rows, ROWS),
                        total(rows, GOOD),
                        rows.stream()
                                .filter(row -> row.getAs(REASON).equals(NONE))
                                .mapToLong(row -> Known.count(row, ROWS))
                                .sum())));
        return List.copyOf(all.values());
    }
}
