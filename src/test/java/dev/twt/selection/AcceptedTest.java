package dev.twt.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.QualityConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many good answers a question has, against counting by hand. */
@ExtendWith(SelectionSpark.class)
class AcceptedTest {
    private static final List<String> RATIONALES = List.of("One.", "one.", " One.  ", "Two.", "Three.", " ");
    private static final List<String> OUTCOMES = List.of("answered", "answered", "answered", "truncated", "failed");

    private static SparkSession spark;

    private final Candidates rows = new Candidates();
    private final Map<String, Set<String>> good = new HashMap<>();
    private final Map<String, Set<String>> right = new HashMap<>();

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    /** Forty questions, of which those that begin with q1 have gold 42. */
    private void random() {
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            String question = "q" + random.nextInt(40);
            String outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
            String rationale = RATIONALES.get(random.nextInt(RATIONALES.size()));
            String answer = random.nextInt(6) == 0 ? null : random.nextBoolean() ? "42" : "43";
            double confidence = random.nextInt(4) == 0 ? 0.95 : 0.96;
            rows.add(
                    question,
                    "t" + random.nextInt(3),
                    "r" + i,
                    "outcome",
                    outcome,
                    "rationale",
                    rationale,
                    "answer",
                    answer,
                    "stated_confidence",
                    confidence,
                    "embedding",
                    null);
            good.putIfAbsent(question, new HashSet<>());
            right.putIfAbsent(question, new HashSet<>());
            if (outcome.equals("answered") && answer != null && !rationale.isBlank() && confidence > 0.95) {
                String levelled = rationale.strip().toLowerCase(Locale.ROOT);
                good.get(question).add(levelled);
                if (!question.startsWith("q1") || answer.equals("42")) {
                    right.get(question).add(levelled);
                }
            }
        }
    }

    private Map<String, Long> accepted(SelectionConfig config, Optional<Dataset<Row>> gold) {
        Map<String, Long> counts = new TreeMap<>();
        Selection.accepted(rows.rows(spark).drop("embedding"), config, TeacherKnowledge.votes(Map.of()), gold)
                .collectAsList()
                .forEach(row -> counts.put(row.getAs("question_id"), row.<Long>getAs(Selection.ACCEPTED)));
        return counts;
    }

    private static Map<String, Long> sizes(Map<String, Set<String>> sets) {
        Map<String, Long> sizes = new TreeMap<>();
        sets.forEach((question, set) -> sizes.put(question, (long) set.size()));
        return sizes;
    }

    @Test
    void shouldCountEachGoodRationaleOnceWithoutLookingAtVectors() {
        random();

        assertThat(accepted(Configs.paper(), Optional.empty()))
                .isEqualTo(sizes(good))
                .containsValue(0L)
                .containsValue(3L);
    }

    @Test
    void shouldCountBeforeTheCutAndWithSinglesDropped() {
        random();
        SelectionConfig narrow =
                Configs.atMost(2, Configs.with(new QualityConfig(0.95, 1, 0, 0, 0, "reject"), 2, "drop"));

        assertThat(accepted(narrow, Optional.empty())).isEqualTo(sizes(good));
    }

    @Test
    void shouldCountOnlyRightOnesWhereTheRuleLooksAtGold() {
        random();
        Dataset<Row> gold = spark.createDataFrame(
                good.keySet().stream()
                        .filter(question -> question.startsWith("q1"))
                        .map(question -> RowFactory.create(question, "42"))
                        .toList(),
                new StructType().add("question_id", DataTypes.StringType).add("gold", DataTypes.StringType));

        assertThat(accepted(Configs.withGold(Configs.paper()), Optional.of(gold)))
                .isEqualTo(sizes(right))
                .isNotEqualTo(sizes(good));
    }
}
