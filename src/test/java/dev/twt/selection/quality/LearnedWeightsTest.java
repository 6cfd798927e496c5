package dev.twt.selection.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class LearnedWeightsTest {
    /** Two know much, four guess nearly alike: a plain majority is often theirs. */
    private static final Map<String, Double> SKILL =
            Map.of("a", 0.93, "b", 0.85, "c", 0.45, "d", 0.4, "e", 0.35, "f", 0.3);

    private static final int QUESTIONS = 1500;
    private static final int CHOICES = 4;

    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    /** The right answer is always 0. */
    private static Candidates simulated(Random random) {
        Candidates rows = new Candidates();
        for (int i = 0; i < QUESTIONS; i++) {
            for (Map.Entry<String, Double> teacher : new TreeMap<>(SKILL).entrySet()) {
                int samples = teacher.getKey().equals("c") ? 2 : 1;
                for (int s = 0; s < samples; s++) {
                    boolean right = random.nextDouble() < teacher.getValue();
                    int answer = right ? 0 : 1 + random.nextInt(CHOICES - 1);
                    rows.add("q" + i, teacher.getKey(), "r" + i + teacher.getKey() + s, "answer", "" + answer);
                }
            }
        }
        return rows;
    }

    @Test
    void shouldLearnWhoKnowsMoreFromAgreementAlone() {
        Dataset<Row> rows = simulated(new Random(1)).rows(spark);
        LearnedWeights learned = LearnedWeights.learn(rows);

        assertThat(learned.teachers().stream()
                        .sorted(Comparator.comparing(LearnedWeights.Learned::weight)
                                .reversed())
                        .map(LearnedWeights.Learned::teacher))
                .containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(learned.teachers())
                .allSatisfy(teacher -> assertThat(teacher.accuracy())
                        .as(teacher.teacher())
                        .isCloseTo(SKILL.get(teacher.teacher()), Offset.offset(0.06)))
                .allSatisfy(teacher -> assertThat(teacher.weight()).isBetween(LearnedWeights.LEAST, 1d))
                .allSatisfy(teacher -> assertThat(teacher.questions()).isEqualTo(QUESTIONS));
        assertThat(right(rows, learned.weights())).isGreaterThan(right(rows, Map.of()) + 0.02);
    }

    @Test
    void shouldNotDependOnPartitions() {
        Dataset<Row> rows = simulated(new Random(2)).rows(spark).where("question_id < 'q2'");
        assertThat(LearnedWeights.learn(rows.orderBy("rationale").repartition(5))
                        .teachers())
                .isEqualTo(LearnedWeights.learn(rows.repartition(1)).teachers());
    }

    @Test
    void shouldBeWhatPlainJavaWorksOut() {
        List<Row> rows =
                simulated(new Random(3)).rows(spark).where("question_id < 'q2'").collectAsList();
        Map<String, Double> expected = plainAccuracy(rows);
        LearnedWeights learned = LearnedWeights.learn(spark.createDataFrame(rows, Candidates.SCHEMA));
        learned.teachers()
                .forEach(teacher -> assertThat(teacher.accuracy())
                        .as(teacher.teacher())
                        .isCloseTo(expected.get(teacher.teacher()), Offset.offset(1e-5)));
    }

    @Test
    void shouldLearnNothingFromTwoTeachers() {
        Candidates rows = new Candidates()
                .add("q", "t1", "a", "answer", "1")
                .add("q", "t2", "b", "answer", "1")
                .add("other", "t3", "c", "answer", "1")
                .add("other", "t3", "d", "answer", "2");
        assertThat(LearnedWeights.learn(rows.rows(spark)).weights()).isEmpty();
    }

    @Test
    void shouldGiveAVoteToAllWhereAllAgree() {
        Candidates rows =
                new Candidates().add("q", "t1", "a").add("q", "t2", "b").add("q", "t3", "c");
        assertThat(LearnedWeights.learn(rows.rows(spark)).weights())
                .containsOnly(Map.entry("t1", 1d), Map.entry("t2", 1d), Map.entry("t3", 1d));
    }

    /** Share of questions whose answer with the most votes is right. */
    private static double right(Dataset<Row> rows, Map<String, Double> weights) {
        Map<String, Map<String, Double>> votes = new HashMap<>();
        Map<String, Integer> samples = Map.of("c", 2);
        for (Row row : rows.collectAsList()) {
            String teacher = row.getAs("teacher");
            votes.computeIfAbsent(row.getAs("question_id"), q -> new HashMap<>())
                    .merge(
                            row.getAs("answer"),
                            weights.getOrDefault(teacher, 1d) / samples.getOrDefault(teacher, 1),
                            Double::sum);
        }
        long right = votes.values().stream()
                .filter(answers -> answers.entrySet().stream()
                        .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .orElseThrow()
                        .getKey()
                        .equals("0"))
                .count();
        return (double) right / votes.size();
    }

    private static Map<String, Double> plainAccuracy(List<Row> rows) {
        Map<String, Map<String, Map<String, Double>>> shares = new LinkedHashMap<>();
        Map<String, Integer> times = new HashMap<>();
        rows.forEach(row -> times.merge(row.<String>getAs("question_id") + row.getAs("teacher"), 1, Integer::sum));
        rows.forEach(row -> shares.computeIfAbsent(row.getAs("question_id"), q -> new TreeMap<>())
                .computeIfAbsent(row.getAs("answer"), a -> new TreeMap<>())
                .merge(
                        row.getAs("teacher"),
                        1.0 / times.get(row.<String>getAs("question_id") + row.getAs("teacher")),
                        Double::sum));
        Map<String, Double> accuracy = new TreeMap<>();
        SKILL.keySet().forEach(teacher -> accuracy.put(teacher, 0.7));
        for (int round = 0; round < 12; round++) {
            Map<String, Double> right = new HashMap<>();
            shares.values().forEach(answers -> {
                double kinds = Math.max(2, answers.size());
                Map<String, Double> mass = new HashMap<>();
                answers.forEach((answer, voters) -> {
                    double points = 0;
                    for (Map.Entry<String, Double> vote : voters.entrySet()) {
                        double p = Math.min(0.99, Math.max(0.01, accuracy.get(vote.getKey())));
                        points += vote.getValue() * Math.log(p * (kinds - 1) / (1 - p));
                    }
                    mass.put(answer, Math.exp(points));
                });
                double all = mass.values().stream().mapToDouble(x -> x).sum();
                answers.forEach((answer, voters) -> voters.forEach(
                        (teacher, share) -> right.merge(teacher, share * mass.get(answer) / all, Double::sum)));
            });
            accuracy.replaceAll((teacher, old) -> (1 + right.get(teacher)) / (2 + shares.size()));
        }
        return accuracy;
    }
}
