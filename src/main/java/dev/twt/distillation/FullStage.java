package dev.twt.distillation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.DistillColumns;
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
     * One example a kept candidate, with the columns of {@link DistillColumns#SCHEMA}. A kept candidate whose question
     * is not there, or has no task that is known, ends the job with a message.
     *
     * @param scored what selection made
     * @param questions columns of {@link QuestionColumns}, question_id unique
     * @param split who is held out
     */
    public static Dataset<Row> from(Dataset<Row> scored, Dataset<Row> questions, Split split) {
        Dataset<Row> asked = questions.select(
                QuestionColumns.QUESTION_ID,
                QuestionColumns.QUESTION,
                QuestionColumns.CHOICES,
                QuestionColumns.TESTS,
                QuestionColumns.TASK);
        Column completion = StudentTexts.completion(col(ResponseColumns.RATIONALE), col(ResponseColumns.ANSWER));
        Dataset<Row> examples = scored.where(col(ScoredColumns.KEPT))
                .join(asked, new String[] {QuestionColumns.QUESTION_ID}, "left")
                .withColumn(QuestionColumns.QUESTION, present())
                .select(
                        col(DistillColumns.QUESTION_ID),
                        message("user", StudentTexts.prompt()).as(DistillColumns.PROMPT),
                        message("assistant", completion).as(DistillColumns.COMPLETION),
                        col(ResponseColumns.COMPLETION_TOKENS).as(DistillColumns.RATIONALE_TOKENS),
                        col(DistillColumns.TEACHER),
                        col(DistillColumns.REQUEST_ID),
                        struct(lit(false).as("enable_thinking")).as(DistillColumns.CHAT_TEMPLATE_KWARGS));
        return split.add(examples);
    }

    private static Column present() {
        Column question = col(QuestionColumns.QUESTION);
        Column absent =
                concat(lit("the answered question is not among the questions: "), col(QuestionColumns.QUESTION_ID));
        return when(question.isNotNull(), question)
                .otherwise(raise_error(absent).cast("string"));
    }

    private static Column message(String role, Column content) {
        return array(struct(lit(role).as("role"), content.as("content")));
    }
}
