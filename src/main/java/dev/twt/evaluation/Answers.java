package dev.twt.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.EvaluationColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What was answered to each planned request, not yet judged. */
public final class Answers {
    private static final double MILLIS = 1000;

    private Answers() {}

    /**
     * The columns of {@link EvaluationColumns#SCHEMA} but what judging adds, and the question's choices. A request without
     * a row in the ledger counts as failed.
     *
     * @param plan as {@link dev.twt.generation.RequestPlan#of} makes it
     * @param ledger one row a request
     * @param questions as {@link LabelledQuestions#of} makes them
     */
    public static Dataset<Row> of(Dataset<Row> plan, Dataset<Row> ledger, Dataset<Row> questions) {
        Dataset<Row> requests = plan.select(
                col(ResponseColumns.REQUEST_ID),
                col(ResponseColumns.TEACHER).as(EvaluationColumns.ANSWERER),
                col(QuestionColumns.QUESTION_ID),
                col(ResponseColumns.SAMPLE));
        Dataset<Row> answers = ledger.select(
                col(ResponseColumns.REQUEST_ID),
                col(ResponseColumns.MODEL),
                col(ResponseColumns.OUTCOME),
                col(ResponseColumns.ANSWER),
                col(ResponseColumns.COMPLETION_TOKENS).as(EvaluationColumns.OUTPUT_TOKENS),
                col(ResponseColumns.LATENCY_MS).cast("double").divide(MILLIS).as(EvaluationColumns.SECONDS),
                col(ResponseColumns.COST_USD).as(EvaluationColumns.USD));
        Dataset<Row> asked = questions.select(
                QuestionColumns.QUESTION_ID,
                QuestionColumns.QUESTION,
                QuestionColumns.CHOICES,
                QuestionColumns.GOLD,
                QuestionColumns.TASK,
                QuestionColumns.META);
        return requests.join(answers, new String[] {ResponseColumns.REQUEST_ID}, "left")
                .withColumn(ResponseColumns.OUTCOME, coalesce(col(ResponseColumns.OUTCOME), lit("failed")))
                .join(asked, new String[] {QuestionColumns.QUESTION_ID});
    }
}
