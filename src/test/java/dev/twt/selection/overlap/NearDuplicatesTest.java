package dev.twt.selection.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.selection.overlap.Oracle.Text;
import dev.twt.testing.SelectionSpark;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SelectionSpark.class)
class NearDuplicatesTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private static Map<String, String> clusters(List<Text> texts, double similarity, int partitions) {
        Map<String, String> clusters = new TreeMap<>();
        NearDuplicates.clusters(RandomTexts.questions(spark, texts, partitions), similarity)
                .collectAsList()
                .forEach(row -> clusters.put(row.getString(0), row.getString(1)));
        return clusters;
    }

    @ParameterizedTest
    @CsvSource({"0.8, 1, 1", "0.8, 1, 6", "0.8, 2, 3", "0.9, 3, 2", "1, 4, 5"})
    void shouldFindWhatALoopOverAllPairsFinds(double similarity, long seed, int partitions) {
        List<Text> texts = new RandomTexts(seed).some("q", 250);
        Map<String, String> expected = Oracle.clusters(texts, similarity);

        assertThat(expected).hasSizeBetween(10, 240);
        assertThat(clusters(texts, similarity, partitions)).isEqualTo(expected);
    }

    @Test
    void shouldCallAClusterByItsSmallestQuestionThroughOthers() {
        List<Text> chain = List.of(
                new Text("c", "a b c d e f g h i j k l m n o p q r s t"),
                new Text("b", "a b c d e f g h i j k l m n o p q r s x"),
                new Text("a", "z b c d e f g h i j k l m n o p q r s x"),
                new Text("d", "nothing of the kind"));

        assertThat(clusters(chain, 0.85, 2)).isEqualTo(Map.of("a", "a", "b", "a", "c", "a"));
        assertThat(clusters(chain, 0.95, 2)).isEmpty();
    }

    @Test
    void shouldTakeShortTextsAsAWhole() {
        List<Text> few = List.of(new Text("a", "why"), new Text("b", "Why?"), new Text("c", "why not"));

        assertThat(clusters(few, 0.5, 2)).isEqualTo(Map.of("a", "a", "b", "a"));
    }
}
