package dev.twt.selection.diversity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.ScoredColumns;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan against a plain double loop over the same vectors. */
@ExtendWith(SelectionSpark.class)
class LeastSimilarPairTest {
    private static final double CLOSE = 1e-9;
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 15", "4, 16", "5, 17", "6, 50", "7, 384"})
    void shouldPickWhatADoubleLoopPicks(long seed, int dims) {
        Random random = new Random(seed);
        Map<String, Map<String, float[]>> questions = new TreeMap<>();
        for (int q = 0; q < 40; q++) {
            Map<String, float[]> members = new TreeMap<>();
            int size = 1 + random.nextInt(7);
            for (int m = 0; m < size; m++) {
                members.put("q%d-%s".formatted(q, Long.toHexString(random.nextLong())), gaussian(random, dims));
            }
            questions.put("q" + q, members);
        }
        assertSamePicks(questions);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldBreakTiesAsADoubleLoopInTheOrderOfIdsDoes(long seed) {
        // Signed unit vectors of axes: every cosine is exactly -1, 0 or 1, so ties abound, and vectors repeat.
        Random random = new Random(seed);
        Map<String, Map<String, float[]>> questions = new TreeMap<>();
        for (int q = 0; q < 60; q++) {
            Map<String, float[]> members = new TreeMap<>();
            for (int m = 0; m < 2 + random.nextInt(6); m++) {
                float[] vector = new float[20];
                vector[random.nextInt(3) * 8] = random.nextBoolean() ? 2 : -0.5f;
                members.put("r" + random.nextInt(1000) + "-" + q, vector);
            }
            questions.put("q" + q, members);
        }
        assertSamePicks(questions);
    }

    private static void assertSamePicks(Map<String, Map<String, float[]>> questions) {
        Candidates candidates = new Candidates();
        questions.forEach((question, members) -> members.forEach(
                (id, vector) -> candidates.add(question, "t", id, ScoredColumns.EMBEDDING, boxed(vector))));
        Dataset<Row> pool = candidates
                .rows(spark)
                .repartition(5)
                .withColumn(LeastSimilarPair.NORM, Vectors.norm(ScoredColumns.EMBEDDING));
        Map<String, Row> picks = new HashMap<>();
        LeastSimilarPair.of(pool).collectAsList().forEach(row -> picks.put(row.getString(0), row));
        questions.forEach((question, members) -> {
            Pick expected = doubleLoop(members);
            if (expected == null) {
                assertThat(picks).doesNotContainKey(question);
            } else {
                Row pick = picks.get(question);
                assertThat(List.of(pick.getString(1), pick.getString(2))).isEqualTo(expected.ids());
                assertThat(pick.getDouble(3)).isCloseTo(expected.cosine(), Offset.offset(CLOSE));
            }
        });
    }

    private static Pick doubleLoop(Map<String, float[]> members) {
        List<String> ids = List.copyOf(members.keySet());
        Pick best = null;
        for (int i = 0; i < ids.size(); i++) {
            for (int j = i + 1; j < ids.size(); j++) {
                double cosine = cosine(members.get(ids.get(i)), members.get(ids.get(j)));
                if (best == null || cosine < best.cosine() - CLOSE) {
                    best = new Pick(List.of(ids.get(i), ids.get(j)), cosine);
                }
            }
        }
        return best;
    }

    private static double cosine(float[] left, float[] right) {
        double dot = 0;
        double squaresLeft = 0;
        double squaresRight = 0;
        for (int d = 0; d < left.length; d++) {
            dot += (double) left[d] * right[d];
            squaresLeft += (double) left[d] * left[d];
            squaresRight += (double) right[d] * right[d];
        }
        return dot / Math.sqrt(squaresLeft * squaresRight);
    }

    private static float[] gaussian(Random random, int dims) {
        float[] vector = new float[dims];
        for (int d = 0; d < dims; d++) {
            vector[d] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static Float[] boxed(float[] vector) {
        Float[] boxed = new Float[vector.length];
        for (int d = 0; d < vector.length; d++) {
            boxed[d] = vector[d];
        }
        return boxed;
    }

    private record Pick(List<String> ids, double cosine) {}
}
