package dev.twt.generation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.ImportSource;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Joins imported answers with their questions and with what the ledger holds already. */
final class ImportJoin {
    /** added, known or rejected. */
    static final String STATUS = "status";

    static final String ADDED = "added";
    static final String KNOWN = "known";
    static final String REJECTED = "rejected";

    private static final String IN_LEDGER = "in_ledger";

    private ImportJoin() {}

    /**
     * Judges every answer.
     *
     * @param parsed rows under {@link ImportColumns#PARSED}
     * @return rows under {@link ImportColumns#JUDGED} with their status
     */
    static Dataset<Row> judged(
            Dataset<Row> parsed, Dataset<Row> questions, Ledger ledger, List<ImportSource> sources, TaskFinder tasks) {
        Dataset<Row> rows = withQuestions(parsed, questions)
                .map(new ImportJudge(sources, tasks), Encoders.row(ImportColumns.JUDGED));
        return withStatus(rows, ledger);
    }

    private static Dataset<Row> withQuestions(Dataset<Row> parsed, Dataset<Row> questions) {
        Dataset<Row> keys = QuestionKeys.table(questions);
        return parsed.join(byKey(keys, ImportColumns.KEY, "1"), new String[] {ImportColumns.KEY}, "left")
                .join(byKey(keys, ImportColumns.OTHER_KEY, "2"), new String[] {ImportColumns.OTHER_KEY}, "left")
                .withColumn(QuestionColumns.QUESTION_ID, coalesce(col("id1"), col("id2")))
                .withColumn(QuestionKeys.HOLDERS, coalesce(col("holders1"), col("holders2")))
                .join(
                        questions.select(
                                QuestionColumns.QUESTION_ID,
                                QuestionColumns.QUESTION,
                                QuestionColumns.CHOICES,
                                QuestionColumns.TESTS,
                                QuestionColumns.TASK),
                        new String[] {QuestionColumns.QUESTION_ID},
                        "left");
    }

    private static Dataset<Row> byKey(Dataset<Row> keys, String name, String number) {
        return keys.select(
                col(QuestionKeys.KEY).as(name),
                col(QuestionColumns.QUESTION_ID).as("id" + number),
                col(QuestionKeys.HOLDERS).as("holders" + number));
    }

    /** Of the same answer twice one is added; samples are numbered a teacher and question, in the order of the config. */
    private static Dataset<Row> withStatus(Dataset<Row> rows, Ledger ledger) {
        Dataset<Row> recorded =
                ledger.all().select(ResponseColumns.REQUEST_ID).distinct().withColumn(IN_LEDGER, lit(true));
        Column repeat = row_number()
                .over(Window.partitionBy(ResponseColumns.REQUEST_ID).orderBy(ImportColumns.SOURCE, ImportColumns.FILE));
        Column sample = row_number()
                .over(Window.partitionBy(col(STATUS), col(ResponseColumns.TEACHER), col(ResponseColumns.QUESTION_ID))
                        .orderBy(
                                col(ImportColumns.SOURCE),
                                col(ResponseColumns.SAMPLE),
                                col(ImportColumns.FILE),
                                col(ResponseColumns.REQUEST_ID)))
                .minus(1);
        return rows.join(recorded, new String[] {ResponseColumns.REQUEST_ID}, "left")
                .withColumn(
                        STATUS,
                        when(col(ImportColumns.REASON).isNotNull(), REJECTED)
                                .when(col(IN_LEDGER).isNotNull().or(repeat.gt(1)), KNOWN)
                                .otherwise(ADDED))
                .withColumn(ResponseColumns.SAMPLE, sample);
    }
}
