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
class SequenceKdTest {
    private static final Split SPLIT = Split.byQuestion(0.5, 42);

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private List<String> lines(ScoredTable table, String teacher) {
        Dataset<Row> scored = table.through(spark, folder.resolve("scored"));
        return ScoredTable.lines(SequenceKd.from(scored, ScoredTable.questions(spark), teacher, SPLIT));
    }

    @Test
    void shouldLearnAllThatOneTeacherAnsweredRightOrWrong() {
        ScoredTable table = new ScoredTable()
                .kept("a1", "q1", "ada", "Because.", "1")
                .rejected("a2", "q1", "ada", "Or so.", "9", "quality")
                .rejected("a3", "q2", "ada", null, "2", "no-rationale")
                .kept("b1", "q1", "bob", "Bob says.", "1");

        assertThat(lines(table, "ada"))
                .containsExactly(
                        "a1 | Question: Number 1? | Because.\nThe answer is 1.",
                        "a2 | Question: Number 1? | Or so.\nThe answer is 9.",
                        "a3 | Question: Number 2? | The answer is 2.");
    }

    @Test
    void shouldLeaveOutWhatIsNoAnswer() {
        ScoredTable table = new ScoredTable()
                .add("a1", "q1", "ada", 0, "truncated", "Because", "1", 0.9, null, "truncated")
                .add("a2", "q1", "ada", 1, "refused", "I cannot", null, 0.9, null, "refused")
                .rejected("a3", "q1", "ada", "Hm.", null, "no-answer")
                .kept("a4", "q1", "ada", "Yes.", "1");

        assertThat(lines(table, "ada")).singleElement().asString().startsWith("a4 ");
    }
}
