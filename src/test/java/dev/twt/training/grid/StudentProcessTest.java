package dev.twt.training.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.RunConfigs;
import dev.twt.config.TrainConfig;
import dev.twt.model.TinyModels;
import dev.twt.training.Stage;
import dev.twt.training.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A student that a real process trains: a real model, tiny, that learns four answers by heart. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class StudentProcessTest {
    private static final List<String> COLOURS = List.of("red", "green", "blue", "white");

    @TempDir
    Path folder;

    private final List<Long> steps = Collections.synchronizedList(new ArrayList<>());
    private Path sets;

    @BeforeEach
    void writeSets() throws IOException {
        sets = Files.createDirectories(folder.resolve("sets"));
        TinyModels.llamaFolder(folder.resolve("tiny"));
        set("full", "I think of ");
        set("free", "");
    }

    private void set(String name, String rationale) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < COLOURS.size(); i++) {
            lines.append(String.format(
                    "{\"prompt\": [{\"role\": \"user\", \"content\": \"Colour %d?\"}], \"completion\": [{\"role\":"
                            + " \"assistant\", \"content\": \"%s\"}], \"question_id\": \"q%d\"}%n",
                    i, rationale + COLOURS.get(i), i));
        }
        Files.writeString(sets.resolve(name + ".jsonl"), lines);
    }

    private StudentJob job(String train) throws IOException {
        Path file = Files.writeString(folder.resolve("run.conf"), """
                workspace = ws
                questions = q.jsonl
                train {
                  name = s, base-model = "%s", learning-rate = 0.01, batch-size = 4, max-length = 96, epochs = 40
                  environment { HUB_TOKEN = s3cret }
                  jvm { weights = full, samples = 0, checkpoint-every = 10, warm-up = 0, schedule = constant }
                }
                """.formatted(folder.resolve("tiny")) + train);
        TrainConfig config = RunConfigs.read(file, Map.of()).train();
        List<Stage> stages = List.of(
                new Stage("full", 1, sets.resolve("full.jsonl"), Optional.empty(), 4, 0),
                new Stage("free", 2, sets.resolve("free.jsonl"), Optional.empty(), 4, 0));
        return new StudentJob(
                config,
                3,
                stages.stream()
                        .map(stage -> StudentJob.StageSet.of(stage, sets))
                        .toList(),
                Map.of("full", Map.of("ada", 4L)),
                Map.of("twt", "test"),
                Student.inputs(stages, config, 3));
    }

    private StudentEnd train(StudentJob job, String name, BooleanSupplier stop) throws Exception {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("MARK", name);
        return new StudentProcess(1, 256L << 20, environment, Duration.ofMinutes(1))
                .train(job, student(name), sets, steps::add, stop);
    }

    private Path student(String name) {
        return folder.resolve("students").resolve(name);
    }

    private List<Double> losses(String name, String stage) throws IOException {
        List<Double> losses = new ArrayList<>();
        for (String line : Files.readAllLines(student(name).resolve(stage).resolve("model/training.jsonl"))) {
            losses.add(new ObjectMapper().readTree(line).path("loss").asDouble());
        }
        return losses;
    }

    @Test
    void shouldTrainAllStagesInAProcessOfItsOwnAndLeaveCardAndRecord() throws Exception {
        StudentJob job = job("");
        StudentEnd end = train(job, "whole", () -> false);

        assertThat(end).isInstanceOf(StudentEnd.Trained.class);
        StudentRecord record = ((StudentEnd.Trained) end).record();
        assertThat(record.stages()).extracting(mark -> mark.stage()).containsExactly("full", "free");
        assertThat(record.inputs()).isEqualTo(job.inputs());
        assertThat(record.cores()).isEqualTo(1);
        assertThat(StudentRecord.of(Files.readString(student("whole").resolve("student.json"))))
                .contains(record);
        assertThat(student("whole").resolve("README.md")).content().contains("\"ada\": 4", "seed: 3");
        assertThat(student("whole").resolve("grid.log")).content().contains("full | step 40 of 40", "stage free");
        assertThat(steps.get(steps.size() - 1)).isEqualTo(80).isEqualTo(StepCount.planned(job));
        assertThat(losses("whole", "full"))
                .hasSize(40)
                .last()
                .satisfies(loss -> assertThat(loss).isLessThan(1));
        try (var files = Files.walk(student("whole"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("s3cret");
            }
        }
    }

    @Test
    void shouldGoOnWithTheSameCurveAfterItWasStopped() throws Exception {
        StudentJob job = job("train.epochs = 200");
        assertThat(train(job, "stopped", () -> !steps.isEmpty() && steps.get(steps.size() - 1) > 0))
                .isEqualTo(new StudentEnd.Stopped());
        assertThat(student("stopped").resolve("student.json")).doesNotExist();
        assertThat(student("stopped").resolve("full/model")).doesNotExist();

        assertThat(train(job, "stopped", () -> false)).isInstanceOf(StudentEnd.Trained.class);
        train(job, "whole", () -> false);
        assertThat(student("stopped").resolve("grid.log")).content().contains("full | goes on after step");
        assertThat(losses("stopped", "full")).isEqualTo(losses("whole", "full"));
        assertThat(losses("stopped", "free")).isEqualTo(losses("whole", "free"));
    }

    /** Twice, as an end that comes at another moment of a step goes another way. */
    @RepeatedTest(2)
    void shouldKeepTheStepItWasStoppedAfter() throws Exception {
        StudentJob job = job("train { epochs = 100000, jvm.checkpoint-every = 1000000 }");
        assertThat(train(job, "stopped", () -> !steps.isEmpty() && steps.get(steps.size() - 1) > 0))
                .isEqualTo(new StudentEnd.Stopped());

        Path stage = student("stopped").resolve("full");
        try (var kept = Files.list(stage.resolve("checkpoints"))) {
            assertThat(kept.filter(Files::isDirectory)
                            .map(path -> path.getFileName().toString()))
                    .containsExactly("step-%010d".formatted(lastStep(stage)));
        }
        assertThat(student("stopped").resolve("grid.log"))
                .content()
                .contains("The student is kept as it was after step " + lastStep(stage));
    }

    private static long lastStep(Path stage) throws IOException {
        List<String> points = Files.readAllLines(stage.resolve("checkpoints/training.jsonl"));
        return new ObjectMapper()
                .readTree(points.get(points.size() - 1))
                .path("step")
                .asLong();
    }

    @Test
    void shouldTellWhatTheUserHasToMend() throws Exception {
        StudentEnd end = train(job("train.learning-rate = 1e35"), "diverged", () -> false);

        assertThat(end).isInstanceOfSatisfying(StudentEnd.Failed.class, failed -> {
            assertThat(failed.where()).startsWith("step ");
            assertThat(failed.what()).containsPattern("the (loss|gradient) is (NaN|Infinity)");
            assertThat(failed.fix()).contains("train.learning-rate");
        });
        assertThat(StudentEnd.of(end.json())).isEqualTo(end);
    }

    @Test
    void shouldTrainByACommandWithItsVariablesAndTellHowItEnded() throws Exception {
        String command = """
                train.base-model = org/base
                train.command = [sh, -c, "echo $MARK $HUB_TOKEN $OMP_NUM_THREADS $TWT_GRID_JOB > $TWT_MODEL_OUT/seen"]
                """;
        assertThat(train(job(command), "command", () -> false)).isInstanceOf(StudentEnd.Trained.class);
        assertThat(student("command").resolve("free/model/seen")).content().isEqualTo("command s3cret 1\n");

        StudentEnd failed = train(job("train.command = [sh, -c, \"echo no luck; exit 7\"]"), "failing", () -> false);
        assertThat(failed)
                .isInstanceOfSatisfying(
                        StudentEnd.Failed.class, end -> assertThat(end.what()).contains("exit code 7", "no luck"));
    }

    @Test
    void shouldSayThatTheProcessWasKilled() throws Exception {
        StudentJob job = job("train.command = [sh, -c, \"kill -9 $PPID; ps -o ppid= -p $PPID | xargs kill -9\"]");
        StudentEnd end = train(job, "killed", () -> false);

        assertThat(end)
                .isInstanceOfSatisfying(
                        StudentEnd.Failed.class,
                        failed -> assertThat(failed.what()).contains("ended with exit code"));
    }
}
