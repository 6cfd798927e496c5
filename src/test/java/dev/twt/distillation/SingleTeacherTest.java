package dev.twt.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class SingleTeacherTest {
    private static final Split SPLIT = Split.byQuestion(0.5, 42);

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldKeepTheBestOfOneTeacherEachRationaleOnce() {
        Dataset<Row> accepted = new ScoredTable()
                .add("a1", "q1", "ada", 0, "answered", "One.", "1", 0.5, null, "diversity")
                .add("a2", "q1", "ada", 1, "answered", "Two.", "2", 0.9, 1, null)
                .add("a3", "q1", "ada", 2, "answered", "Two.", "2", 0.8, null, "duplicate")
                .add("a4", "q1", "ada", 3, "answered", "Three.", "1", 0.4, null, "diversity")
                .kept("b1", "q1", "bob", "Bob.", "1")
                .through(spark, folder.resolve("scored"));
        Dataset<Row> kept = SingleTeacher.kept(accepted, "ada", 2);

        assertThat(ScoredTable.lines(FullStage.from(kept, ScoredTable.questions(spark), SPLIT)))
                .containsExactly(
                        "a1 | Question: Number 1? | One.\nThe answer is 1.",
                        "a2 | Question: Number 1? | Two.\nThe answer is 2.");
        assertThat(ScoredTable.lines(FreeStage.from(kept, ScoredTable.questions(spark), SPLIT)))
                .containsExactly("a2 | Question: Number 1? | The answer is 2.");
    }
}
