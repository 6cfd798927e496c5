package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.generation.Ledger;
import dev.twt.selection.SelectionSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a run has come to, small enough for a screen.
 *
 * @param teachers one a teacher, by name
 * @param selection what selection did
 * @param samples questions with their kept rationales, to be read
 */
record RunSummary(List<TeacherLine> teachers, SelectionSummary selection, List<Sample> samples) {
    /**
     * One teacher's answers in the ledger.
     *
     * @param tokensPerSecond of the last generation, empty where nothing was generated
     */
    record TeacherLine(
            String teacher,
            long asked,
            long answered,
            long truncated,
            long refused,
            long failed,
            OptionalDouble meanConfidence,
            long completionTokens,
            double costUsd,
            OptionalDouble tokensPerSecond) {}

    /** A question and what was kept for it. */
    record Sample(String questionId, String question, List<KeptRationale> kept) {}

    record KeptRationale(String teacher, double quality, String rationale, String answer) {}

    static RunSummary of(RunContext run, Dataset<Row> scored, Dataset<Row> questions, int samples) {
        return new RunSummary(teachers(run), SelectionSummary.of(scored), samples(scored, questions, samples));
    }

    private static List<TeacherLine> teachers(RunContext run) {
        return Ledger.open(run.spark(), run.workspace())
                .rationales()
                .groupBy(ResponseColumns.TEACHER)
                .agg(
                        expr("count(1)"),
                        expr("count(case when outcome = 'answered' then 1 end)"),
                        expr("count(case when outcome = 'truncated' then 1 end)"),
                        expr("count(case when outcome = 'refused' then 1 end)"),
                        expr("count(case when outcome = 'failed' then 1 end)"),
                        expr("avg(stated_confidence)"),
                        expr("coalesce(sum(completion_tokens), 0)"),
                        expr("coalesce(sum(cost_usd), 0D)"))
                .orderBy(ResponseColumns.TEACHER)
                .collectAsList()
                .stream()
                .map(row -> line(row, rate(run, row.getString(0))))
                .toList();
    }

    private static TeacherLine line(Row row, OptionalDouble rate) {
        return new TeacherLine(
                row.getString(0),
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.isNullAt(6) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(6)),
                row.getLong(7),
                row.getDouble(8),
                rate);
    }

    private static OptionalDouble rate(RunContext run, String teacher) {
        return run.journal()
                .figures("generate")
                .map(figures -> figures.get("teachers"))
                .filter(Map.class::isInstance)
                .map(teachers -> ((Map<?, ?>) teachers).get(teacher))
                .filter(Map.class::isInstance)
                .map(figures -> ((Map<?, ?>) figures).get(TeacherRates.FIGURE))
                .filter(Number.class::isInstance)
                .map(rate -> OptionalDouble.of(((Number) rate).doubleValue()))
                .orElse(OptionalDouble.empty());
    }

    /** Questions whose kept rationales come from most teachers first, then by id. */
    private static List<Sample> samples(Dataset<Row> scored, Dataset<Row> questions, int samples) {
        Dataset<Row> kept = scored.where(col(ScoredColumns.KEPT));
        Dataset<Row> chosen = kept.groupBy(ResponseColumns.QUESTION_ID)
                .agg(countDistinct(ResponseColumns.TEACHER).as("teachers"))
                .orderBy(col("teachers").desc(), col(ResponseColumns.QUESTION_ID))
                .limit(samples);
        Map<String, Sample> read = new LinkedHashMap<>();
        kept.join(chosen, new String[] {ResponseColumns.QUESTION_ID})
                .join(
                        questions.select(QuestionColumns.QUESTION_ID, QuestionColumns.QUESTION),
                        new String[] {QuestionColumns.QUESTION_ID})
                .orderBy(col("teachers").desc(), col(ResponseColumns.QUESTION_ID), col(ScoredColumns.QUALITY_RANK))
                .collectAsList()
                .forEach(row -> read.merge(row.getAs(ResponseColumns.QUESTION_ID), sample(row), RunSummary::joined));
        return List.copyOf(read.values());
    }

    private static Sample sample(Row row) {
        KeptRationale kept = new KeptRationale(
                row.getAs(ResponseColumns.TEACHER),
                row.<Double>getAs(ScoredColumns.QUALITY),
                row.getAs(ResponseColumns.RATIONALE),
                row.getAs(ResponseColumns.ANSWER));
        return new Sample(row.getAs(ResponseColumns.QUESTION_ID), row.getAs(QuestionColumns.QUESTION), List.of(kept));
    }

    private static Sample joined(Sample one, Sample other) {
        return new Sample(
                one.questionId(),
                one.question(),
                java.util.stream.Stream.concat(one.kept().stream(), other.kept().stream())
                        .toList());
    }
}
