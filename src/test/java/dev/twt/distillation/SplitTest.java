package dev.twt.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SelectionSpark;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class SplitTest {
    private static final List<String> IDS =
            IntStream.range(0, 10_000).mapToObj(i -> "question-" + i).toList();

    private static Map<String, String> sides(SparkSession spark, Split split, List<String> ids, int partitions) {
        Dataset<String> keys = spark.createDataset(ids, Encoders.STRING()).repartition(partitions);
        Map<String, String> sides = new TreeMap<>();
        split.add(keys.toDF("question_id"))
                .select("question_id", "split")
                .collectAsList()
                .forEach(row -> sides.put(row.getString(0), row.getString(1)));
        return sides;
    }

    private static long heldOut(Map<String, String> sides) {
        return sides.values().stream().filter(Split.HELD_OUT::equals).count();
    }

    @Test
    void shouldHoldOutAboutTheShareWhateverThePartitions(SparkSession spark) {
        Map<String, String> sides = sides(spark, Split.byQuestion(0.1, 7), IDS, 1);

        assertThat(sides.values()).containsOnly(Split.TRAIN, Split.HELD_OUT);
        assertThat(heldOut(sides)).isBetween(850L, 1150L);
        assertThat(sides(spark, Split.byQuestion(0.1, 7), IDS, 5)).isEqualTo(sides);
    }

    @Test
    void shouldKeepAClusterOnOneSide(SparkSession spark) {
        Dataset<Row> clusters = spark.createDataset(IDS, Encoders.STRING())
                .selectExpr(
                        "value as question_id",
                        "concat('question-', cast(substring(value, 10) as int) % 500) as cluster")
                .where("question_id < 'question-5'");
        Map<String, String> sides = sides(spark, Split.byCluster(0.3, 7, clusters), IDS, 3);
        Map<String, String> clusterOf = new TreeMap<>();
        clusters.collectAsList().forEach(row -> clusterOf.put(row.getString(0), row.getString(1)));

        Map<String, String> alone = sides(spark, Split.byQuestion(0.3, 7), IDS, 1);
        sides.forEach((id, side) -> assertThat(side).isEqualTo(alone.get(clusterOf.getOrDefault(id, id))));
        assertThat(sides).isNotEqualTo(alone);
    }

    @Test
    void shouldMoveNobodyWhenQuestionsCome(SparkSession spark) {
        Map<String, String> all = sides(spark, Split.byQuestion(0.1, 7), IDS, 2);

        sides(spark, Split.byQuestion(0.1, 7), IDS.subList(0, 100), 2)
                .forEach((id, side) -> assertThat(side).isEqualTo(all.get(id)));
    }

    @Test
    void shouldChooseOthersByAnotherSeedAndNobodyAtZero(SparkSession spark) {
        assertThat(sides(spark, Split.byQuestion(0.1, 8), IDS, 2))
                .isNotEqualTo(sides(spark, Split.byQuestion(0.1, 7), IDS, 2));
        assertThat(heldOut(sides(spark, Split.byQuestion(0, 7), IDS, 2))).isZero();
    }
}
