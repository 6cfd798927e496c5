package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SparkSessions;
import dev.twt.toy.Exam;
import dev.twt.toy.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conf/demo/world.conf with its committed teachers, on few questions and for few steps: the chain of make demo holds. */
class DemoRunIT {
    private static final int QUESTIONS = SmallDemo.QUESTIONS;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final Captured said = new Captured();

    private List<String> read(String child, String expression) {
        return spark
                .read()
                .parquet(folder.resolve("run").resolve(child).toString())
                .selectExpr("cast(" + expression + " as string)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void shouldGoFromQuestionsToStudentsThatSitAnExam() throws IOException {
        new SmallDemo(spark, folder, said.stream()).make();

        assertThat(read("responses", "purpose").stream().filter("full"::equals)).hasSize(3 * QUESTIONS);
        assertThat(read("scored", "stated_confidence"))
                .filteredOn(Objects::nonNull)
                .hasSizeGreaterThan(2 * QUESTIONS);
        List<String> kept = read("distill/stage=full", "completion[0].content");
        List<String> shorter = read("distill/stage=compressed", "completion[0].content");
        assertThat(kept).hasSizeBetween(QUESTIONS / 3, QUESTIONS);
        assertThat(shorter)
                .hasSameSizeAs(kept)
                .allSatisfy(text -> assertThat(text).matches("\\d[+]\\d=\\d\\.\nThe answer is \\d\\."));
        assertThat(read("compressed", "concat(by, ' ', verdict)")).containsOnly("steps accepted");
        assertThat(said.text())
                .containsPattern("ada +20 ")
                .containsPattern("answers-only.answer-only-free +20 ")
                .containsPattern("free +20 ");
        assertThat(new Exam(new World(1, 3), SmallDemo.TEST)
                        .teacher("ada", Path.of("conf/demo/teachers/ada"))
                        .accuracy())
                .isGreaterThan(0.8);
    }
}
