package dev.twt.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.QualityConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.debug.package$;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeExec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for the plan as a whole, on random candidates with many ties. */
@ExtendWith(SelectionSpark.class)
class SelectionPlanTest {
    /** HotSpot compiles no larger method. */
    private static final int HUGE_METHOD = 8000;

    private static final SelectionConfig ALL_CRITERIA =
            Configs.atMost(4, Configs.with(new QualityConfig(0.3, 1, 1, 2, 0, "ignore"), 2, "drop"));

    @TempDir
    Path folder;

    private static SparkSession spark;

    private static List<String> expected;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
        expected = rendered(random());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "3, 7, false", "5, 2, true"})
    void shouldNotDependOnPartitionsOrAnsiMode(int rows, int shuffle, boolean ansi) {
        String partitions = spark.conf().get("spark.sql.shuffle.partitions");
        String mode = spark.conf().get("spark.sql.ansi.enabled");
        try {
            spark.conf().set("spark.sql.shuffle.partitions", Integer.toString(shuffle));
            spark.conf().set("spark.sql.ansi.enabled", Boolean.toString(ansi));
            Dataset<Row> shuffled = random().orderBy("latency_ms").repartition(rows);
            assertThat(rendered(shuffled)).isEqualTo(expected);
        } finally {
            spark.conf().set("spark.sql.shuffle.partitions", partitions);
            spark.conf().set("spark.sql.ansi.enabled", mode);
        }
    }

    @Test
    void shouldKeepEveryCandidateOnceAndExactlyOneReasonOrNone() {
        Dataset<Row> scored = score(random()).persist();
        assertThat(scored.select("request_id").distinct().count()).isEqualTo(600);
        assertThat(scored.count()).isEqualTo(600);
        assertThat(scored.where("kept is null or kept = (rejected_by is not null)")
                        .count())
                .isZero();
        assertThat(scored.where("kept")
                        .groupBy("question_id")
                        .count()
                        .where("count != 2")
                        .count())
                .isZero();
        assertThat(scored.where("kept != (pair_similarity is not null)").count())
                .isZero();
    }

    @Test
    void shouldGenerateNoMethodTooLargeToCompile() {
        // An adaptive plan shows its generated stages only while it runs.
        SparkSession session = SparkSession.active();
        String adaptive = session.conf().get("spark.sql.adaptive.enabled");
        // Another test's cached rows would stand in for the plan.
        session.catalog().clearCache();
        session.conf().set("spark.sql.adaptive.enabled", "false");
        try {
            checkMethodSizes(score(random()));
        } finally {
            session.conf().set("spark.sql.adaptive.enabled", adaptive);
        }
    }

    @Test
    void shouldMoveVectorsToTheirQuestionsOnce() {
        String broadcast = spark.conf().get("spark.sql.autoBroadcastJoinThreshold");
        String adaptive = spark.conf().get("spark.sql.adaptive.enabled");
        try {
            // As for large sets: no table is sent whole.
            spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
            spark.conf().set("spark.sql.adaptive.enabled", "true");
            random().write().parquet(folder + "/candidates");
            Dataset<Row> scored = score(spark.read().parquet(folder + "/candidates"));
            assertThat(scored.collectAsList()).hasSize(600);
            assertThat(exchanges(scored.queryExecution().executedPlan())
                            .filter(SelectionPlanTest::movesVectorsByQuestion))
                    .hasSize(1);
        } finally {
            spark.conf().set("spark.sql.autoBroadcastJoinThreshold", broadcast);
            spark.conf().set("spark.sql.adaptive.enabled", adaptive);
        }
    }

    /** Those that were made; one that is used again stands as a leaf of another kind. */
    private static Stream<SparkPlan> exchanges(SparkPlan plan) {
        if (plan instanceof AdaptiveSparkPlanExec adaptive) {
            return exchanges(adaptive.executedPlan());
        }
        if (plan instanceof QueryStageExec stage) {
            return exchanges(stage.plan());
        }
        Stream<SparkPlan> below = IntStream.range(0, plan.children().size())
                .boxed()
                .flatMap(i -> exchanges(plan.children().apply(i)));
        return plan instanceof ShuffleExchangeExec ? Stream.concat(Stream.of(plan), below) : below;
    }

    private static boolean movesVectorsByQuestion(SparkPlan exchange) {
        String partitioning = exchange.outputPartitioning().toString();
        return (partitioning.contains("_q#") || partitioning.contains("_rq#"))
                && IntStream.range(0, exchange.output().size())
                        .anyMatch(i -> exchange.output().apply(i).name().endsWith("embedding"));
    }

    private static void checkMethodSizes(Dataset<Row> scored) {
        var stages = package$.MODULE$.codegenStringSeq(scored.queryExecution().executedPlan());
        assertThat(stages.size()).isPositive();
        for (int i = 0; i < stages.size(); i++) {
            assertThat(stages.apply(i)._3().maxMethodCodeSize())
                    .as(stages.apply(i)._1())
                    .isPositive()
                    .isLessThan(HUGE_METHOD);
        }
    }

    private static List<String> rendered(Dataset<Row> responses) {
        return score(responses).orderBy("request_id").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    private static Dataset<Row> score(Dataset<Row> responses) {
        return Selection.score(responses, ALL_CRITERIA, Map.of("t0", 2d, "t1", 0.7), Optional.empty());
    }

    /** 100 questions, 3 teachers, coarse values so that qualities, texts and cosines tie often. */
    private static Dataset<Row> random() {
        Random random = new Random(5);
        Candidates rows = new Candidates();
        for (int i = 0; i < 600; i++) {
            List<Object> columns = new ArrayList<>(List.of(
                    "stated_confidence",
                    random.nextInt(5) / 4d,
                    "answer",
                    "A" + random.nextInt(2),
                    "rationale",
                    "text " + random.nextInt(9),
                    "latency_ms",
                    random.nextLong(),
                    "outcome",
                    random.nextInt(9) == 0 ? "truncated" : "answered"));
            if (random.nextBoolean()) {
                columns.addAll(List.of("token_logprobs", Candidates.vector(-random.nextInt(6), -random.nextInt(6))));
            }
            columns.addAll(List.of(
                    "embedding", Candidates.vector(1, random.nextInt(3), random.nextInt(3), random.nextInt(3))));
            rows.add("q" + i / 6, "t" + i % 3, "r" + i, columns.toArray());
        }
        return rows.rows(spark);
    }
}
