package dev.twt.selection.diversity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.DiversityConfig;
import dev.twt.testing.SelectionSpark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plans against plain loops over the same candidates. */
@ExtendWith(SelectionSpark.class)
class PicksTest {
    private static final StructType POOL = new StructType()
            .add("question_id", "string")
            .add("teacher", "string")
            .add("quality_rank", "int")
            .add("rationale", "string")
            .add("embedding", DataTypes.createArrayType(DataTypes.FloatType));
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    /** Members by question, the first being of rank 1. */
    private static Map<String, List<PlainPicks.Member>> random(long seed, int dims, int most) {
        Random random = new Random(seed);
        Map<String, List<PlainPicks.Member>> questions = new TreeMap<>();
        for (int q = 0; q < 40; q++) {
            List<PlainPicks.Member> members = new ArrayList<>();
            int size = 1 + random.nextInt(most);
            for (int m = 0; m < size; m++) {
                Set<String> words = new TreeSet<>();
                for (int w = random.nextInt(4); w >= 0; w--) {
                    words.add("w" + random.nextInt(6));
                }
                members.add(new PlainPicks.Member("t" + random.nextInt(3), vector(random, dims), words));
            }
            questions.put("q" + q, members);
        }
        return questions;
    }

    /** With few dimensions signed unit vectors of axes: every cosine is exactly -1, 0 or 1, so ties abound. */
    private static float[] vector(Random random, int dims) {
        float[] vector = new float[dims];
        if (dims < 10) {
            vector[random.nextInt(dims)] = random.nextBoolean() ? 2 : -0.5f;
        } else {
            for (int d = 0; d < dims; d++) {
                vector[d] = (float) random.nextGaussian();
            }
        }
        return vector;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 15, 2, any", "2, 16, 2, any", "3, 384, 2, different-first", "4, 4, 2, any", "5, 4, 2, different-first",
        "6, 17, 3, any", "7, 4, 3, any", "8, 4, 4, different-first", "9, 50, 5, different-first", "10, 4, 16, any"
    })
    void shouldPickWhatPlainLoopsPickByEmbeddings(long seed, int dims, int k, String teachers) {
        assertSamePicks(random(seed, dims, 7), config("embedding", teachers, k));
    }

    @ParameterizedTest
    @CsvSource({"21, 2, any", "22, 2, different-first", "23, 3, any", "24, 5, different-first"})
    void shouldPickWhatPlainLoopsPickByWords(long seed, int k, String teachers) {
        assertSamePicks(random(seed, 4, 7), config("words", teachers, k));
    }

    @Test
    void shouldLevelPunctuationAndCaseOfWords() {
        Dataset<Row> rows = spark.sql("select 'a' id, 'The Cat, sat!' t union all select 'b', 'the cat sat'"
                + " union all select 'c', 'Höher — 3 × 4' union all select 'd', '...'");
        Map<String, List<Long>> words = WordSimilarity.words(rows, "t").collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getList(2)));
        assertThat(words.get("a")).isEqualTo(words.get("b")).hasSize(5);
        assertThat(words.get("c")).hasSize(5);
        assertThat(words.get("d")).hasSize(1);
    }

    private static DiversityConfig config(String similarity, String teachers, int k) {
        return new DiversityConfig("farthest-first", similarity, teachers, k, "keep");
    }

    private static void assertSamePicks(Map<String, List<PlainPicks.Member>> questions, DiversityConfig config) {
        Map<String, Row> picks = new HashMap<>();
        for (Row row : Picks.of(pool(questions), config).collectAsList()) {
            assertThat(picks.put(row.getString(0), row)).isNull();
        }
        questions.forEach((question, members) -> {
            if (members.size() < 2) {
                assertThat(picks).doesNotContainKey(question);
                return;
            }
            List<Integer> expected = PlainPicks.of(members, config);
            Row row = picks.get(question);
            List<Integer> ranks = IntStream.rangeClosed(1, config.k())
                    .filter(i -> !row.isNullAt(i))
                    .mapToObj(row::getInt)
                    .toList();
            assertThat(ranks).as(question).isEqualTo(expected);
            assertThat(row.getDouble(config.k() + 1))
                    .isCloseTo(PlainPicks.most(members, expected, config), Offset.offset(PlainPicks.CLOSE));
        });
    }

    private static Dataset<Row> pool(Map<String, List<PlainPicks.Member>> questions) {
        List<Row> rows = new ArrayList<>();
        questions.forEach((question, members) -> {
            for (int m = 0; m < members.size(); m++) {
                PlainPicks.Member member = members.get(m);
                Float[] vector = new Float[member.vector().length];
                for (int d = 0; d < vector.length; d++) {
                    vector[d] = member.vector()[d];
                }
                // Each word is a sentence of its own kind, so that neighbours are the same wherever words are.
                rows.add(
                        RowFactory.create(question, member.teacher(), m + 1, String.join(" ", member.words()), vector));
            }
        });
        Dataset<Row> pool = spark.createDataFrame(rows, POOL).repartition(5);
        return WordSimilarity.words(pool, "rationale")
                .withColumn(EmbeddingSimilarity.LARGEST, Vectors.largest("embedding"));
    }
}
