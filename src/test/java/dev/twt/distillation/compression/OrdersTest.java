package dev.twt.distillation.compression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.CompressConfig;
import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.task.Tasks;
import dev.twt.testing.SelectionSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class OrdersTest {
    private static final CompressConfig CONFIG =
            new CompressConfig(List.of(0.6, 0.3), 0.5, 10, "teacher", List.of(), "none", 64, 2, "drop");

    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private static Dataset<Row> originals() {
        return spark.createDataFrame(
                List.of(
                        RowFactory.create(
                                "q1", "Two thirds?", null, null, "math", "r1", "ada", "Long.", "2/3", 100, "w1"),
                        RowFactory.create("q2", "Four?", null, null, "math", "r2", "bob", "Long.", "4", 100, "w2"),
                        RowFactory.create("q3", "Five?", null, null, "math", "r3", "bob", "Short.", "5", 10, "w3")),
                OrderColumns.ORIGINAL);
    }

    /** The student is right on q1, which it answers in another form, and wrong on q2; on q3 it did not try. */
    private static Dataset<Row> orders() {
        StructType requests = new StructType()
                .add(QuestionColumns.QUESTION_ID, DataTypes.StringType)
                .add(ResponseColumns.REQUEST_ID, DataTypes.StringType);
        StructType ledger = new StructType()
                .add(ResponseColumns.REQUEST_ID, DataTypes.StringType)
                .add(ResponseColumns.TEXT, DataTypes.StringType)
                .add(ResponseColumns.ANSWER, DataTypes.StringType);
        Dataset<Row> tried = StudentTries.add(
                originals(),
                spark.createDataFrame(
                        List.of(
                                RowFactory.create("q1", "s1"),
                                RowFactory.create("q2", "s2"),
                                RowFactory.create("q3", "s3")),
                        requests),
                spark.createDataFrame(
                        List.of(
                                RowFactory.create("s1", "It is 0.67.", "0.67"),
                                RowFactory.create("s2", "Hm.", null),
                                RowFactory.create("s3", null, null)),
                        ledger));
        return Orders.of(tried, CONFIG, Tasks::named);
    }

    private static List<String> shown(Dataset<Row> rows, String... columns) {
        return rows.selectExpr("concat_ws(' ', " + String.join(", ", columns) + ")").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    @Test
    void shouldLetBudgetsFollowTheStudent() {
        assertThat(shown(
                        orders(),
                        "question_id",
                        "stage",
                        "budget_tokens",
                        "coalesce(cast(attempt_right as string), 'no try')"))
                .containsExactly(
                        "q1 compressed-1 30 true",
                        "q1 compressed-2 15 true",
                        "q2 compressed-1 60 false",
                        "q2 compressed-2 30 false",
                        "q3 compressed-1 10 no try",
                        "q3 compressed-2 10 no try");
        assertThat(shown(Orders.open(orders(), CONFIG), "question_id")).containsExactly("q1", "q1", "q2", "q2");
    }

    private static Row tried(String stage, String original, int number, int tokens, Verdict verdict) {
        return RowFactory.create(
                stage,
                "q",
                original,
                "ada",
                100,
                0.6,
                60,
                null,
                null,
                "teacher",
                number,
                original + number,
                "ada",
                tokens,
                "R.",
                "4",
                verdict.text(),
                false);
    }

    private static Dataset<Row> tries(Row... rows) {
        return spark.createDataFrame(List.of(rows), CompressedColumns.SCHEMA);
    }

    @Test
    void shouldTakeTheShortestAcceptedThenTheShortestGoodOne() {
        Dataset<Row> table = Choice.of(
                tries(
                        tried("compressed-1", "r1", 1, 50, Verdict.OVER_BUDGET),
                        tried("compressed-1", "r1", 2, 55, Verdict.ACCEPTED),
                        tried("compressed-2", "r1", 1, 80, Verdict.OVER_BUDGET),
                        tried("compressed-2", "r1", 2, 70, Verdict.OVER_BUDGET),
                        tried("compressed-1", "r2", 1, 5, Verdict.OTHER_ANSWER),
                        tried("compressed-2", "r2", 1, 120, Verdict.NOT_SHORTER)),
                orders(),
                CONFIG);

        assertThat(shown(table.where("taken"), "stage", "request_id", "verdict", "tokens"))
                .containsExactly(
                        "compressed-1 r12 accepted 55",
                        "compressed-1 r3 short 10",
                        "compressed-2 r12 over-budget 70",
                        "compressed-2 r3 short 10");
        assertThat(table.count()).isEqualTo(8);
    }

    @Test
    void shouldKeepOriginalsWithoutAGoodOneIfToldTo() {
        CompressConfig keeping =
                new CompressConfig(CONFIG.budgets(), 0.5, 10, "teacher", List.of(), "none", 64, 2, "original");
        Dataset<Row> table =
                Choice.of(tries(tried("compressed-1", "r2", 1, 5, Verdict.OTHER_ANSWER)), orders(), keeping);

        assertThat(shown(table.where("taken and verdict = 'original'"), "stage", "request_id", "rationale", "answer"))
                .containsExactly(
                        "compressed-1 r1 Long. 2/3",
                        "compressed-1 r2 Long. 4",
                        "compressed-2 r1 Long. 2/3",
                        "compressed-2 r2 Long. 4");
    }
}
