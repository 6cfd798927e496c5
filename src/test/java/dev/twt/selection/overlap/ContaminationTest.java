package dev.twt.selection.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.DecontaminateConfig;
import dev.twt.selection.overlap.Oracle.Text;
import dev.twt.testing.SelectionSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SelectionSpark.class)
class ContaminationTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private static DecontaminateConfig config(int ngram, int minWords, double overlap) {
        return new DecontaminateConfig(List.of(), ngram, overlap, minWords, true, "keep", 0.8);
    }

    private static Map<String, String> found(
            DecontaminateConfig config, List<Text> questions, List<Text> evaluation, int partitions) {
        Dataset<Row> sets = EvaluationQuestions.of(Map.of("test", RandomTexts.questions(spark, evaluation, partitions)))
                .orElseThrow();
        Map<String, String> found = new TreeMap<>();
        new Contamination(config)
                .matches(RandomTexts.questions(spark, questions, partitions), sets)
                .collectAsList()
                .forEach(row -> found.put(
                        row.getAs("question_id"),
                        String.format(
                                "%s %.3f %s",
                                row.getAs("how"), row.<Double>getAs("overlap"), row.getAs("evaluation_id"))));
        return found;
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 0.5, 1, 1", "3, 0, 0.5, 1, 5", "5, 9, 0.7, 2, 3", "13, 13, 0.7, 3, 2", "2, 0, 1, 4, 7"})
    void shouldFindWhatALoopOverAllPairsFinds(int ngram, int minWords, double overlap, long seed, int partitions) {
        RandomTexts texts = new RandomTexts(seed);
        List<Text> evaluation = texts.some("e", 60);
        List<Text> questions = texts.some("q", 200);
        Map<String, String> expected = new TreeMap<>();
        for (Text question : questions) {
            String closest = Oracle.closest(question, evaluation, ngram, minWords, overlap);
            if (closest != null) {
                expected.put(question.id(), closest);
            }
        }

        assertThat(expected).hasSizeBetween(5, 199);
        assertThat(found(config(ngram, minWords, overlap), questions, evaluation, partitions))
                .isEqualTo(expected);
    }

    @Test
    void shouldLevelSpellingButNotSums() {
        List<Text> evaluation = List.of(
                new Text("e1", "Tom's has 1,200 apples -- and 3.5 pears; how many?"),
                new Text("e2", "What is 5 + 3?"),
                new Text("e3", "What is 1.5?"));
        List<Text> questions = List.of(
                new Text("q1", "TOM’S has 1200 apples and\n3.5 pears how many"),
                new Text("q2", "what is 5 - 3"),
                new Text("q3", "What is ５＋３ ？"),
                new Text("q4", "what is 15"),
                new Text("q5", "WHAT is: 1.5"));

        assertThat(found(config(13, 13, 0.7), questions, evaluation, 2))
                .containsOnlyKeys("q3", "q5")
                .containsEntry("q3", "exact 1.000 e2");
        assertThat(found(
                        config(13, 13, 0.7),
                        questions,
                        List.of(new Text("e1", "Tom's has 1,200 apples and 3.5 pears; how many?")),
                        2))
                .containsOnlyKeys("q1");
    }

    @Test
    void shouldNotCountATurnOfPhraseOfManyEvaluationQuestions() {
        String phrase = "answer the following question as well as you can in one sentence please";
        List<Text> evaluation = new ArrayList<>();
        for (int i = 0; i <= Contamination.COMMON; i++) {
            evaluation.add(new Text("e" + i, phrase + " e" + i + "a e" + i + "b e" + i + "c e" + i + "d"));
        }
        List<Text> questions =
                List.of(new Text("q1", phrase + " other words are here"), new Text("q2", phrase + " e7a e7b e7c e7e"));

        assertThat(found(config(4, 4, 0.2), questions, evaluation, 3)).containsOnlyKeys("q2");
        assertThat(found(config(4, 4, 0.2), questions, evaluation.subList(0, 5), 3))
                .containsOnlyKeys("q1", "q2");
    }
}
