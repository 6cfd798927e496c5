package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RunConfigs;
import dev.twt.testing.SparkSessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selection that learns of its teachers first, from files to files: a boaster, a careful one and a guesser. */
class LearnedSelectTest {
    private static final int QUESTIONS = 90;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void writeRun() throws IOException {
        StringBuilder questions = new StringBuilder();
        for (int i = 0; i < QUESTIONS; i++) {
            questions.append("{\"question_id\": \"q%d\", \"question\": \"What is %d + 2?\", \"gold\": \"%d\"}%n"
                    .formatted(i, i, i + 2));
        }
        Files.writeString(folder.resolve("questions.jsonl"), questions);
        teacher("boaster", 0.5, 0.99, new Random(1));
        teacher("careful", 0.95, 0.9, new Random(2));
        teacher("guesser", 0.4, 0.7, new Random(3));
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                task.default-type = math
                import-defaults { join = id, fields { text = text } }
                import.sources = [
                  { path = "%1$s/boaster.jsonl", teacher = boaster }
                  { path = "%1$s/careful.jsonl", teacher = careful }
                  { path = "%1$s/guesser.jsonl", teacher = guesser }
                ]
                selection.diversity.similarity = words
                """.formatted(folder));
    }

    private void teacher(String name, double skill, double confidence, Random random) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < QUESTIONS; i++) {
            int answer = random.nextDouble() < skill ? i + 2 : i + 3 + random.nextInt(3);
            rows.append(("{\"question_id\": \"q%d\", \"text\": \"The %s one adds them: %d + 2 = %d.\\nAnswer: %d\\n"
                            + "Confidence: %s\"}%n")
                    .formatted(i, name, i, answer, answer, confidence));
        }
        Files.writeString(folder.resolve(name + ".jsonl"), rows);
    }

    private Pipeline pipeline(String... sets) {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put("selection.quality." + sets[i], sets[i + 1]);
        }
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, true, Terminal.NONE);
        return TwtPipeline.on(spark, RunConfigs.effective(folder.resolve("run.conf"), overrides), console);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path workspace(String child) {
        return folder.resolve("workspace").resolve(child);
    }

    private long kept(String teacher) {
        return spark.read()
                .parquet(workspace("scored").toString())
                .where("kept and teacher = '" + teacher + "'")
                .count();
    }

    @Test
    void shouldCalibrateWhatTeachersState() throws IOException {
        String[] calibrated = {"calibrate", "true", "threshold", "0.8"};
        pipeline().importResponses();
        pipeline(calibrated).select();

        assertThat(said())
                .containsPattern(
                        "boaster: says 0.99, is right 0.[3-6]\\d \\(.*n 90\\); calibrated, ECE 0.[3-6]\\d+ -> 0.0")
                .contains("rule:     calibrated confidence above 0.8")
                .contains("picture: ");
        assertThat(kept("boaster")).isZero();
        assertThat(kept("careful")).isGreaterThan(60);
        assertThat(workspace("run.json")).content().contains("eceCalibrated").contains("\"teacher\" : \"boaster\"");
        assertThat(workspace("calibration/curve.csv"))
                .content()
                .contains("\"boaster\",stated,0.990,0.990,90,0.990000,");
        assertThat(workspace("calibration/map.csv")).content().contains("\"careful\",0.9,");
        assertThat(ImageIO.read(workspace("calibration/curve.png").toFile()).getWidth())
                .isEqualTo(900);
        assertThat(workspace("distill/README.md")).content().contains("only to calibrate stated confidences");
        out.reset();
        pipeline(calibrated).explain("q3");
        assertThat(said()).contains("calib.").containsPattern("boaster +0 \\d+ +0.99 +0.[3-6]\\d ");
    }

    @Test
    void shouldLearnVotesAndWorkOutSums() {
        String[] rule = {
            "confidence", "0", "agreement", "1", "arithmetic", "1", "teacher-weights", "learned", "threshold", "0.5"
        };
        pipeline().importResponses();
        pipeline(rule).select();

        assertThat(said())
                .containsPattern(
                        "careful: right 0\\.[789]\\d as far as agreement tells \\(n 90\\); its vote weighs 1.00")
                .contains("agreement by learned votes x 1, arithmetic of the rationale x 1");
        List<Row> scored = spark.read()
                .parquet(workspace("scored").toString())
                .selectExpr("cast(substr(question_id, 2) as int) + 2 = cast(answer as int)", "arithmetic = 1")
                .collectAsList();
        assertThat(scored)
                .hasSize(3 * QUESTIONS)
                .allSatisfy(row -> assertThat(row.getBoolean(1)).isEqualTo(row.getBoolean(0)));
        out.reset();
        pipeline(rule).explain("q3");
        assertThat(said()).contains("arith.").doesNotContain("calib.");
    }
}
