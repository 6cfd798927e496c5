package dev.twt.distillation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Stage free (TwT, section 3.3): the student learns the answer alone. Where kept candidates of a question answer
 * differently, the answer is that of the best by quality_rank, the smaller request_id among equals.
 */
public final class FreeStage {
    public static final String STAGE = "free";

    private static final String PLACE = "place";

    private FreeStage() {}

    /**
     * One example a question that has a kept candidate, with the columns of
     * {@link dev.twt.dataset.DistillColumns#SCHEMA}; rationale_tokens is null. What is missing ends the job as in
     * {@link FullStage#from}.
     *
     * @param scored what selection made
     * @param questions columns of {@link QuestionColumns}, question_id unique
     * @param split who is held out
     */
    public static Dataset<Row> from(Dataset<Row> scored, Dataset<Row> questions, Split split) {
        Dataset<Row> best = best(scored);
        Column completion = StudentTexts.completion(col(ResponseColumns.ANSWER));
        return split.add(Examples.of(best, questions, completion, lit(null).cast("int")));
    }

    /** The kept candidate of each question whose answer counts. */
    static Dataset<Row> best(Dataset<Row> scored) {
        Column place = row_number()
                .over(Window.partitionBy(ResponseColumns.QUESTION_ID)
                        .orderBy(
                                col(ScoredColumns.QUALITY_RANK).asc_nulls_last(),
                                col(ResponseColumns.REQUEST_ID).asc()));
        return scored.where(col(ScoredColumns.KEPT))
                .withColumn(PLACE, place)
                .where(col(PLACE).equalTo(1))
                .drop(PLACE);
    }
}
