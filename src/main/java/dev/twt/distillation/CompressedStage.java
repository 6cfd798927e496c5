package dev.twt.distillation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A compressed stage (TwT, section 3.3): the student learns the shorter rationale and the kept answer. */
public final class CompressedStage {
    private static final String TEXT = "taken_rationale";

    private CompressedStage() {}

    /**
     * The examples of stage full that have a shorter rationale, with it in place of the whole one: prompt, side and
     * answer are those of stage full, request_id and teacher those of the rewrite. Columns of
     * {@link dev.twt.dataset.DistillColumns#SCHEMA}.
     *
     * @param taken rows of one stage under {@link CompressedColumns#SCHEMA}, at most one an original
     * @param full the set of stage full
     * @param ledger the kept answers, one row a request
     * @param questions columns of {@link QuestionColumns}, question_id unique
     */
    public static Dataset<Row> from(
            Dataset<Row> taken, Dataset<Row> full, Dataset<Row> ledger, Dataset<Row> questions) {
        String original = CompressedColumns.ORIGINAL_REQUEST_ID;
        Dataset<Row> shorter = taken.select(
                col(original),
                col(CompressedColumns.REQUEST_ID),
                col(CompressedColumns.TEACHER),
                col(CompressedColumns.TOKENS).as(DistillColumns.RATIONALE_TOKENS),
                col(CompressedColumns.RATIONALE).as(TEXT));
        Dataset<Row> examples = full.select(
                col(DistillColumns.REQUEST_ID).as(original),
                col(DistillColumns.QUESTION_ID),
                col(DistillColumns.PROMPT),
                col(DistillColumns.CHAT_TEMPLATE_KWARGS),
                col(DistillColumns.SPLIT));
        Dataset<Row> answers =
                ledger.select(col(ResponseColumns.REQUEST_ID).as(original), col(ResponseColumns.ANSWER));
        Column completion = StudentTexts.completion(col(TEXT), col(ResponseColumns.ANSWER));
        return examples.join(shorter, new String[] {original})
                .join(answers, new String[] {original})
                .join(
                        questions.select(QuestionColumns.QUESTION_ID, QuestionColumns.TASK),
                        new String[] {QuestionColumns.QUESTION_ID})
                .select(
                        col(DistillColumns.QUESTION_ID),
                        col(DistillColumns.PROMPT),
                        array(struct(lit("assistant").as("role"), completion.as("content")))
                                .as(DistillColumns.COMPLETION),
                        col(DistillColumns.RATIONALE_TOKENS),
                        col(DistillColumns.TEACHER),
                        col(DistillColumns.REQUEST_ID),
                        col(DistillColumns.CHAT_TEMPLATE_KWARGS),
                        col(DistillColumns.SPLIT));
    }
}
