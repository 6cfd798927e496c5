package dev.twt.distillation.compression;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.PlanColumns;
import dev.twt.generation.RequestPlan;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** The student's own tries at the questions, in the words it was trained with. */
public final class StudentTries {
    private StudentTries() {}

    /**
     * What the student is asked: each question once, to be given to a generation.
     *
     * @param originals as {@link Originals#of} makes them
     */
    public static Dataset<Row> requests(Dataset<Row> originals, TeacherConfig student) {
        return originals
                .dropDuplicates(QuestionColumns.QUESTION_ID)
                .map(
                        (MapFunction<Row, Row>) row -> {
                            String words = row.getAs(OrderColumns.STUDENT_WORDS);
                            return RowValues.of(row)
                                    .with(PlanColumns.WORDS, words)
                                    .with(PlanColumns.ASKED_OF, student.name())
                                    .with(
                                            ResponseColumns.REQUEST_ID,
                                            RequestPlan.identity(student, words, RequestPlan.STUDENT, 0))
                                    .row(OrderColumns.asked(OrderColumns.QUESTION));
                        },
                        Encoders.row(OrderColumns.asked(OrderColumns.QUESTION)));
    }

    /**
     * The originals with the tries at their questions, null where there is none.
     *
     * @param requests as {@link #requests} makes them
     * @param ledger one row a request
     */
    public static Dataset<Row> add(Dataset<Row> originals, Dataset<Row> requests, Dataset<Row> ledger) {
        Dataset<Row> tries = requests.select(QuestionColumns.QUESTION_ID, ResponseColumns.REQUEST_ID)
                .join(
                        ledger.where(col(ResponseColumns.TEXT).isNotNull())
                                .select(ResponseColumns.REQUEST_ID, ResponseColumns.TEXT, ResponseColumns.ANSWER),
                        new String[] {ResponseColumns.REQUEST_ID})
                .select(
                        col(QuestionColumns.QUESTION_ID),
                        col(ResponseColumns.REQUEST_ID).as(CompressedColumns.ATTEMPT_REQUEST_ID),
                        col(ResponseColumns.TEXT).as(OrderColumns.ATTEMPT_TEXT),
                        col(ResponseColumns.ANSWER).as(OrderColumns.ATTEMPT_ANSWER));
        return originals.join(tries, new String[] {QuestionColumns.QUESTION_ID}, "left");
    }

    /** The originals where no student tries. */
    public static Dataset<Row> none(Dataset<Row> originals) {
        return originals
                .withColumn(CompressedColumns.ATTEMPT_REQUEST_ID, lit(null).cast("string"))
                .withColumn(OrderColumns.ATTEMPT_TEXT, lit(null).cast("string"))
                .withColumn(OrderColumns.ATTEMPT_ANSWER, lit(null).cast("string"));
    }
}
