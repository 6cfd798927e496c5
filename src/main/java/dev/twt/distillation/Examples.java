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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Candidates and their questions as prompts and completions. */
final class Examples {
    private Examples() {}

    /**
     * One example a candidate: all columns of {@link DistillColumns#SCHEMA} but the split.
     *
     * @param completion what the student says, over the columns of candidates and questions
     * @param rationaleTokens tokens of the rationale in it, over the same
     */
    static Dataset<Row> of(Dataset<Row> candidates, Dataset<Row> questions, Column completion, Column rationaleTokens) {
        Dataset<Row> asked = questions.select(
                QuestionColumns.QUESTION_ID,
                QuestionColumns.QUESTION,
                QuestionColumns.CHOICES,
                QuestionColumns.TESTS,
                QuestionColumns.TASK);
        return candidates
                .join(asked, new String[] {QuestionColumns.QUESTION_ID}, "left")
                .withColumn(QuestionColumns.QUESTION, present())
                .select(
                        col(DistillColumns.QUESTION_ID),
                        message("user", StudentTexts.prompt()).as(DistillColumns.PROMPT),
                        message("assistant", completion).as(DistillColumns.COMPLETION),
                        rationaleTokens.as(DistillColumns.RATIONALE_TOKENS),
                        col(DistillColumns.TEACHER),
                        col(DistillColumns.REQUEST_ID),
                        struct(lit(false).as("enable_thinking")).as(DistillColumns.CHAT_TEMPLATE_KWARGS));
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
