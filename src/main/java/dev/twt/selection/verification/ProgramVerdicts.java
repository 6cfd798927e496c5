package dev.twt.selection.verification;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.CodeConfig;
import dev.twt.dataset.KeptTable;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.dataset.Sha256;
import dev.twt.task.Tasks;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Runs the programs that answer code questions against the questions' tests, closed in, on executors. Verdicts stay in a
 * folder by program and tests: none is run twice.
 */
public final class ProgramVerdicts {
    /** Programs run between two writes: some minutes of one core. */
    private static final int WAVE = 2_000;

    private static final String KEY = "_run_sha256";
    static final StructType KEPT = new StructType()
            .add(KEY, DataTypes.StringType)
            .add(ScoredColumns.TESTS_PASSED, DataTypes.BooleanType)
            .add(ScoredColumns.VERDICT, DataTypes.StringType);

    private ProgramVerdicts() {}

    /** Responses with the two columns, null on every row. */
    public static Dataset<Row> none(Dataset<Row> responses) {
        return responses
                .withColumn(ScoredColumns.TESTS_PASSED, lit(null).cast(DataTypes.BooleanType))
                .withColumn(ScoredColumns.VERDICT, lit(null).cast(DataTypes.StringType));
    }

    /**
     * Responses with {@code tests_passed} and {@code verdict}: null where the answer is no program or the question has no
     * tests; {@code tests_passed} is null too where the tests themselves are at fault. Programs without a verdict are run
     * now.
     *
     * @param responses rows with question_id, outcome and answer; further columns stay
     * @param questions question_id (unique), task and tests
     * @param root folder of the kept verdicts
     */
    public static Dataset<Row> add(
            Dataset<Row> responses,
            Dataset<Row> questions,
            CodeConfig config,
            String root,
            KeptTable.Progress progress) {
        Dataset<Row> tests = questions
                .where(col(QuestionColumns.TASK).equalTo(Tasks.CODE))
                .where(size(col(QuestionColumns.TESTS)).gt(0))
                .select(QuestionColumns.QUESTION_ID, QuestionColumns.TESTS);
        Dataset<Row> keyed = responses
                .drop(ScoredColumns.TESTS_PASSED, ScoredColumns.VERDICT)
                .join(tests, new String[] {QuestionColumns.QUESTION_ID}, "left")
                .withColumn(KEY, key());
        String folder = root + "/limits=" + Sha256.hex(config.toString()).substring(0, 16);
        return new KeptTable(responses.sparkSession(), folder, KEPT, WAVE)
                .join(
                        keyed,
                        List.of(ResponseColumns.ANSWER, QuestionColumns.TESTS),
                        programs -> judged(programs, config),
                        progress)
                .drop(QuestionColumns.TESTS);
    }

    private static Column key() {
        Column program = col(ResponseColumns.ANSWER);
        Column candidate = col(ResponseColumns.OUTCOME)
                .equalTo("answered")
                .and(program.notEqual(""))
                .and(col(QuestionColumns.TESTS).isNotNull());
        // Neither a program nor a test holds the character between them.
        return when(candidate, sha2(concat_ws("\u0001", program, col(QuestionColumns.TESTS)), 256));
    }

    private static Dataset<Row> judged(Dataset<Row> programs, CodeConfig config) {
        return programs.select(KEY, ResponseColumns.ANSWER, QuestionColumns.TESTS)
                .mapPartitions(new JudgePartition(config), Encoders.row(KEPT));
    }
}
