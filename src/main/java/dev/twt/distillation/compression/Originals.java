package dev.twt.distillation.compression;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.QuestionRows;
import dev.twt.generation.TaskFinder;
import dev.twt.task.Extraction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** The kept rationales that are to be made shorter. */
public final class Originals {
    private Originals() {}

    /**
     * One row an example of stage full, with its question, rationale, answer and tokens. Examples whose row the ledger
     * does not have, and those of questions that are gone, are left out.
     *
     * @param full columns of {@link DistillColumns}
     * @param ledger one row a request, under {@link ResponseColumns#SCHEMA}
     * @param questions columns of {@link QuestionColumns}, question_id unique
     */
    public static Dataset<Row> of(Dataset<Row> full, Dataset<Row> ledger, Dataset<Row> questions, TaskFinder tasks) {
        Dataset<Row> examples = full.select(
                col(DistillColumns.REQUEST_ID).as(CompressedColumns.ORIGINAL_REQUEST_ID),
                element_at(col(DistillColumns.PROMPT), 1).getField("content").as(OrderColumns.STUDENT_WORDS));
        Dataset<Row> answers = ledger.select(
                col(ResponseColumns.REQUEST_ID).as(CompressedColumns.ORIGINAL_REQUEST_ID),
                col(ResponseColumns.QUESTION_ID),
                col(ResponseColumns.TEACHER).as(CompressedColumns.ORIGINAL_TEACHER),
                col(ResponseColumns.TEXT),
                coalesce(col(ResponseColumns.RATIONALE), lit("")).as(OrderColumns.RATIONALE),
                coalesce(col(ResponseColumns.ANSWER), lit("")).as(OrderColumns.ANSWER),
                col(ResponseColumns.COMPLETION_TOKENS));
        Dataset<Row> asked = questions.select(
                QuestionColumns.QUESTION_ID,
                QuestionColumns.QUESTION,
                QuestionColumns.CHOICES,
                QuestionColumns.TESTS,
                QuestionColumns.TASK);
        return examples.join(answers, new String[] {CompressedColumns.ORIGINAL_REQUEST_ID})
                .join(asked, new String[] {QuestionColumns.QUESTION_ID})
                .map(
                        (MapFunction<Row, Row>) row -> RowValues.of(row)
                                .with(CompressedColumns.ORIGINAL_TOKENS, tokens(row, tasks))
                                .row(OrderColumns.ORIGINAL),
                        Encoders.row(OrderColumns.ORIGINAL));
    }

    /** Counted as rewrites are, so that both are measured alike. */
    private static int tokens(Row row, TaskFinder tasks) {
        String rationale = row.getAs(OrderColumns.RATIONALE);
        String text = row.getAs(ResponseColumns.TEXT);
        int written = rationale.length();
        if (text != null) {
            Extraction found = tasks.named(row.getAs(QuestionColumns.TASK))
                    .extract(text, QuestionRows.question(row));
            boolean apart = !rationale.equals(found.rationale());
            written = text.length() + (apart ? rationale.length() : 0);
        }
        return RationaleTokens.of(rationale, row.getAs(ResponseColumns.COMPLETION_TOKENS), written);
    }
}
