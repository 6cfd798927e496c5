package dev.twt.distillation;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Stage full (TwT, section 3.1): the student learns the kept rationale and the answer. */
public final class FullStage {
    public static final String STAGE = "full";

    private FullStage() {}

    /**
     * One example a kept candidate, with the columns of {@link dev.twt.dataset.DistillColumns#SCHEMA}. A kept candidate
     * whose question is not there, or has no task that is known, ends the job with a message.
     *
     * @param scored what selection made
     * @param questions columns of {@link QuestionColumns}, question_id unique
     * @param split who is held out
     */
    public static Dataset<Row> from(Dataset<Row> scored, Dataset<Row> questions, Split split) {
        Column completion = StudentTexts.completion(col(ResponseColumns.RATIONALE), col(ResponseColumns.ANSWER));
        return split.add(Examples.of(
                scored.where(col(ScoredColumns.KEPT)), questions, completion, col(ResponseColumns.COMPLETION_TOKENS)));
    }
}
