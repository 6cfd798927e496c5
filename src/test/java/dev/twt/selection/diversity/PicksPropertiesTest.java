package dev.twt.selection.diversity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.DiversityConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Whatever the candidates and however they lie in partitions, the plans pick what plain loops pick. */
class PicksPropertiesTest {
    private static final StructType POOL = new StructType()
            .add("question_id", "string")
            .add("teacher", "string")
            .add("quality_rank", "int")
            .add("rationale", "string")
            .add("embedding", DataTypes.createArrayType(DataTypes.FloatType));
    /** A few values, so that many cosines are equal; not all dimensions fill a block. */
    private static final int DIMENSIONS = 19;

    private static SparkSession spark;

    @BeforeContainer
    static void open() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
    }

    @AfterContainer
    static void close() {
        spark.stop();
    }

    @Provide
    Arbitrary<DiversityConfig> rules() {
        Arbitrary<String> similarities = Arbitraries.of("embedding", "words");
        Arbitrary<String> teachers = Arbitraries.of("any", "different-first");
        Arbitrary<Integer> picks = Arbitraries.of(2, 2, 3, 4);
        return Combinators.combine(similarities, teachers, picks)
                .as((similarity, teacher, k) -> new DiversityConfig("farthest-first", similarity, teacher, k, "keep"));
    }

    @Provide
    Arbitrary<List<List<PlainPicks.Member>>> questions() {
        return members().list().ofMinSize(1).ofMaxSize(6).list().ofMinSize(1).ofMaxSize(30);
    }

    private static Arbitrary<PlainPicks.Member> members() {
        Arbitrary<Integer> axes = Arbitraries.integers().between(0, DIMENSIONS - 1);
        Arbitrary<Float> lengths = Arbitraries.of(1f, 2f, -0.5f);
        Arbitrary<float[]> vectors = Combinators.combine(axes, lengths, axes, lengths)
                .as((one, length, other, further) -> {
                    float[] vector = new float[DIMENSIONS];
                    vector[other] = further;
                    vector[one] = length;
                    return vector;
                });
        Arbitrary<Set<String>> words =
                Arbitraries.of("a", "b", "c", "d", "e").set().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(Arbitraries.of("t0", "t1", "t2"), vectors, words)
                .as(PlainPicks.Member::new);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void shouldPickWhatPlainLoopsPick(
            @ForAll("questions") List<List<PlainPicks.Member>> questions,
            @ForAll("rules") DiversityConfig rule,
            @ForAll @IntRange(min = 1, max = 7) int partitions,
            @ForAll @IntRange(min = 1, max = 5) int shuffled) {
        spark.conf().set("spark.sql.shuffle.partitions", Integer.toString(shuffled));
        Map<String, List<Integer>> expected = new TreeMap<>();
        List<Row> rows = new ArrayList<>();
        for (int q = 0; q < questions.size(); q++) {
            List<PlainPicks.Member> members = ordered(questions.get(q));
            addRows(rows, "q" + q, members);
            if (members.size() > 1) {
                expected.put("q" + q, PlainPicks.of(members, rule));
            }
        }
        assertThat(picked(spark.createDataFrame(rows, POOL).repartition(partitions), rule))
                .isEqualTo(expected);
    }

    /** Words in the order in which the plan sees them. */
    private static List<PlainPicks.Member> ordered(List<PlainPicks.Member> members) {
        return members.stream()
                .map(m -> new PlainPicks.Member(m.teacher(), m.vector(), new java.util.TreeSet<>(m.words())))
                .toList();
    }

    private static void addRows(List<Row> rows, String question, List<PlainPicks.Member> members) {
        for (int m = 0; m < members.size(); m++) {
            PlainPicks.Member member = members.get(m);
            rows.add(RowFactory.create(
                    question, member.teacher(), m + 1, String.join(" ", member.words()), member.vector()));
        }
    }

    private static Map<String, List<Integer>> picked(Dataset<Row> pool, DiversityConfig rule) {
        Dataset<Row> measured = WordSimilarity.words(pool, "rationale")
                .withColumn(EmbeddingSimilarity.LARGEST, Vectors.largest("embedding"));
        return Picks.of(measured, rule).collectAsList().stream()
                .collect(Collectors.toMap(
                        row -> row.getString(0), row -> ranks(row, rule.k()), (one, other) -> one, LinkedHashMap::new));
    }

    private static List<Integer> ranks(Row row, int k) {
        List<Integer> ranks = new ArrayList<>();
        for (int i = 1; i <= k && !row.isNullAt(i); i++) {
            ranks.add(row.getInt(i));
        }
        return ranks;
    }
}
