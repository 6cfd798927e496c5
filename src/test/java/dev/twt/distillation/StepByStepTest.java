package dev.twt.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.DistillColumns;
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
class StepByStepTest {
    private static final Split SPLIT = Split.byQuestion(0.5, 42);

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private Dataset<Row> examples(ScoredTable table, double lambda) {
        Dataset<Row> scored = table.through(spark, folder.resolve("scored"));
        return StepByStep.from(scored, ScoredTable.questions(spark), "ada", lambda, SPLIT);
    }

    private static ScoredTable table() {
        return new ScoredTable()
                .add("a1", "q1", "ada", 1, "answered", "Later.", "1", 0.9, 1, null)
                .add("a2", "q1", "ada", 0, "answered", "First.", "9", 0.1, null, "quality")
                .rejected("a3", "q2", "ada", " ", "2", "no-rationale")
                .kept("a4", "q3", "ada", "Third.", "3")
                .kept("b1", "q1", "bob", "Bob says.", "1");
    }

    @Test
    void shouldMakeTwoTasksOfTheTeachersFirstAnswerToEachQuestion() {
        assertThat(ScoredTable.lines(examples(table(), 0.25)))
                .containsExactly(
                        "a2 | [label] Question: Number 1? | The answer is 9. | 1.0 label",
                        "a2 | [rationale] Question: Number 1? | First. | 0.25 rationale",
                        "a4 | [label] Question: Number 3? | The answer is 3. | 1.0 label",
                        "a4 | [rationale] Question: Number 3? | Third. | 0.25 rationale");
    }

    @Test
    void shouldLeaveRationalesOutThatWeighNothing() {
        assertThat(ScoredTable.lines(examples(table(), 0))).hasSize(2).allMatch(line -> line.contains("[label]"));
    }

    @Test
    void shouldHaveBothTasksOfAQuestionOnTheSideOfStageFull() {
        ScoredTable table = new ScoredTable();
        for (int i = 1; i < 5; i++) {
            table.kept("a" + i, "q" + i, "ada", "Because " + i + ".", String.valueOf(i));
        }
        Dataset<Row> examples = examples(table, 1);
        List<Row> full = FullStage.from(
                        spark.read().parquet(folder.resolve("scored").toString()), ScoredTable.questions(spark), SPLIT)
                .select(DistillColumns.REQUEST_ID, DistillColumns.SPLIT)
                .collectAsList();

        assertThat(examples.select(DistillColumns.REQUEST_ID, DistillColumns.SPLIT)
                        .distinct()
                        .collectAsList())
                .containsExactlyInAnyOrderElementsOf(full);
        assertThat(full).extracting(row -> row.getString(1)).contains(Split.TRAIN, Split.HELD_OUT);
    }
}
