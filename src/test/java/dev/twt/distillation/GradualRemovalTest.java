package dev.twt.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class GradualRemovalTest {
    private static final Split SPLIT = Split.byQuestion(0.5, 42);

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private List<String> completions(Dataset<Row> scored, int stage, int stages) {
        return ScoredTable.lines(GradualRemoval.from(scored, ScoredTable.questions(spark), stage, stages, SPLIT))
                .stream()
                .map(line -> line.substring(line.lastIndexOf(" | ") + 3))
                .toList();
    }

    @Test
    void shouldTakeMoreOfTheBeginningFromStageToStage() {
        Dataset<Row> scored = new ScoredTable()
                .kept("a", "q1", "ada", "One is 1.5 m. Two! Three?\nFour.", "4")
                .rejected("b", "q1", "bob", "No. No.", "4", "quality")
                .through(spark, folder.resolve("scored"));

        assertThat(completions(scored, 1, 4)).containsExactly("One is 1.5 m. Two! Three?\nFour.\nThe answer is 4.");
        assertThat(completions(scored, 2, 4)).containsExactly("Two! Three?\nFour.\nThe answer is 4.");
        assertThat(completions(scored, 3, 4)).containsExactly("Three?\nFour.\nThe answer is 4.");
        assertThat(completions(scored, 4, 4)).containsExactly("Four.\nThe answer is 4.");
    }

    @Test
    void shouldTakeTheNumberOfAnItemForPartOfIt() {
        Dataset<Row> scored = new ScoredTable()
                .kept("a", "q1", "ada", "1. Add 2. Then\n2. Take 3.\n\n3. Done.", "4")
                .kept("b", "q2", "ada", "Only one step", "5")
                .through(spark, folder.resolve("scored"));

        assertThat(completions(scored, 2, 2))
                .containsExactly("2. Take 3.\n\n3. Done.\nThe answer is 4.", "Only one step\nThe answer is 5.");
    }
}
