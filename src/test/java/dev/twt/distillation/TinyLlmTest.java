package dev.twt.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class TinyLlmTest {
    private static final Split SPLIT = Split.byQuestion(0.5, 42);

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldLearnTheBestAnswerAndARationaleOfEachTeacherWhoAgreesWithIt() {
        Dataset<Row> scored = new ScoredTable()
                .kept("a1", "q1", "ada", "Ada.", "1")
                .add("b1", "q1", "bob", 0, "answered", "Bob.", "1", 0.5, null, "diversity")
                .add("b2", "q1", "bob", 1, "answered", "Bob again.", "1", 0.8, null, "diversity")
                .rejected("c1", "q1", "cleo", "Cleo.", "7", "quality")
                .rejected("d1", "q1", "dan", "Dan.", "1", "quality")
                .rejected("a2", "q2", "ada", "Nothing was kept.", "2", "quality")
                .through(spark, folder.resolve("scored"));

        Map<String, Double> alphas = Map.of("ada", 0.5, "bob", 2.0, "cleo", 1.0, "dan", 0.0);
        assertThat(ScoredTable.lines(TinyLlm.from(scored, ScoredTable.questions(spark), alphas, SPLIT)))
                .containsExactly(
                        "a1 | [label] Question: Number 1? | The answer is 1. | 1.0 label",
                        "a1 | [rationale] Question: Number 1? | Ada. | 0.5 rationale of ada",
                        "b1 | [rationale] Question: Number 1? | Bob. | 2.0 rationale of bob");
    }
}
