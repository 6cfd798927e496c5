package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RunConfigs;
import dev.twt.testing.SparkSessions;
import dev.twt.toy.Exam;
import dev.twt.toy.FreshModel;
import dev.twt.toy.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conf/demo/world.conf with its committed teachers, on few questions and for few steps: the chain of make demo holds. */
class DemoRunIT {
    private static final int QUESTIONS = 60;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final Captured said = new Captured();

    private Pipeline pipeline(Map<String, String> more) {
        Map<String, String> sets = new HashMap<>(more);
        sets.put("workspace", folder.resolve("run").toString());
        sets.put("questions.paths", folder.resolve("world/questions.jsonl").toString());
        sets.put("train.base-model", folder.resolve("base").toString());
        sets.put("train.epochs", "1");
        sets.put("evaluate.questions.paths", folder.resolve("world/test.jsonl").toString());
        Console console = new Console(said.stream(), said.stream(), false, new Terminal(false, 100));
        return TwtPipeline.on(spark, RunConfigs.effective(Path.of("conf/demo/world.conf"), sets), console);
    }

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
        World world = new World(1, 3);
        world.write(World.Part.QUESTIONS, QUESTIONS, folder.resolve("world/questions.jsonl"));
        world.write(World.Part.TEST, 20, folder.resolve("world/test.jsonl"));
        new FreshModel(1, 32).write(folder.resolve("base"), 1);

        pipeline(Map.of()).run();
        pipeline(Map.of("train.method", "answer-only", "train.name", "answers-only"))
                .train();
        pipeline(Map.of()).evaluate();

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
        assertThat(new Exam(world, 20)
                        .teacher("ada", Path.of("conf/demo/teachers/ada"))
                        .accuracy())
                .isGreaterThan(0.8);
    }
}
