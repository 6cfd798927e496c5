package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.RunConfigs;
import dev.twt.dataset.DistillColumns;
import dev.twt.distillation.DistillationSets;
import dev.twt.model.TinyModels;
import dev.twt.testing.ClusterJvm;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code twt train --grid} on a cluster of several JVMs, parts of which are killed. Real models, tiny. */
@Timeout(500)
class GridClusterIT {
    private static final List<String> NAMES =
            List.of("g-full-reasoning-1", "g-answer-only-1", "g-full-reasoning-2", "g-answer-only-2");

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();

    @BeforeEach
    void writeRun() throws IOException {
        TinyModels.llamaFolder(folder.resolve("tiny"));
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/ws"
                questions = q.jsonl
                split.held-out = 0
                train {
                  name = g, base-model = "%1$s/tiny", learning-rate = 0.003, batch-size = 4, max-length = 96, epochs = 150
                  jvm { weights = full, samples = 0, checkpoint-every = 5 }
                }
                grid { methods = [full-reasoning, answer-only], seeds = [1, 2], heap = 128m }
                """.formatted(folder));
        writeSet("full", "I think of ");
        writeSet("free", "");
    }

    private void writeSet(String stage, String rationale) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            rows.add(RowFactory.create(
                    "q" + i,
                    List.of(RowFactory.create("user", "Colour " + i + "?")),
                    List.of(RowFactory.create("assistant", rationale + (i * 37 % 11))),
                    null,
                    "ada",
                    "r" + i,
                    RowFactory.create(false),
                    "train"));
        }
        DistillationSets.write(
                spark.createDataFrame(rows, DistillColumns.SCHEMA),
                stage,
                folder.resolve("ws/distill").toString());
    }

    private Process train(Map<String, String> more, String... sets) throws IOException {
        Map<String, String> properties = new HashMap<>(ClusterJvm.twoExecutors());
        properties.put("spark.sql.shuffle.partitions", "2");
        properties.put("spark.executor.heartbeatInterval", "2s");
        properties.putAll(more);
        List<String> command = new ArrayList<>(
                List.of("train", "--config", folder.resolve("run.conf").toString(), "--grid"));
        for (String set : sets) {
            command.addAll(List.of("--set", set));
        }
        return ClusterJvm.start(folder, properties, Main.class, command.toArray(String[]::new));
    }

    private Path students(String workspace) {
        return folder.resolve(workspace).resolve("students");
    }

    /** Whether any student that is trained has kept a checkpoint, and which. */
    private List<String> underWay() {
        return NAMES.stream()
                .filter(name -> {
                    try (Stream<Path> files = Files.walk(students("ws").resolve(name))) {
                        return files.anyMatch(
                                file -> file.getFileName().toString().matches("step-\\d+.*")
                                        && !file.toString().contains(".tmp"));
                    } catch (IOException | java.io.UncheckedIOException e) {
                        return false; // it was not begun, or a file has just gone
                    }
                })
                .toList();
    }

    private List<Double> losses(Path students, String name) throws IOException {
        String stage = name.contains("answer-only") ? "answer-only-free" : "full-reasoning-full";
        List<Double> losses = new ArrayList<>();
        for (String line :
                Files.readAllLines(students.resolve(name).resolve(stage).resolve("model/training.jsonl"))) {
            losses.add(new ObjectMapper().readTree(line).path("loss").asDouble());
        }
        return losses;
    }

    /** The same students in one session of this process, undisturbed. */
    private Path undisturbed() {
        Captured out = new Captured();
        Map<String, String> sets =
                Map.of("train.work-dir", folder.resolve("alone").toString());
        TwtPipeline.on(
                        spark,
                        RunConfigs.effective(folder.resolve("run.conf"), sets),
                        new Console(out.stream(), out.stream(), true, Terminal.NONE))
                .trainGrid();
        return folder.resolve("alone/students");
    }

    @Test
    void shouldTrainEveryStudentToTheSameWeightsAlthoughAnExecutorIsKilled() throws Exception {
        Process driver = train(Map.of());
        List<String> disturbed;
        try {
            DriverProcess.await(driver, () -> underWay().size() >= 2);
            assertThat(driver.isAlive()).as(ClusterJvm.said(folder)).isTrue();
            disturbed = underWay();
            DriverProcess.executors(driver).stream().findFirst().ifPresent(ProcessHandle::destroyForcibly);
            DriverProcess.assertEnded(folder, driver, ExitCode.DONE);
        } finally {
            driver.destroyForcibly();
        }
        assertThat(ClusterJvm.said(folder)).contains("grid | 4 of 4 students done");
        Path alone = undisturbed();
        for (String name : NAMES) {
            assertThat(losses(students("ws"), name)).as(name).hasSize(300).isEqualTo(losses(alone, name));
        }
        assertThat(disturbed)
                .as("one of those under way went on from a checkpoint")
                .anySatisfy(name -> assertThat(students("ws").resolve(name).resolve("grid.log"))
                        .content()
                        .contains("goes on after step"));
        assertThat(DriverProcess.executors(driver)).isEmpty();
    }

    @Test
    void shouldGoOnAfterTheDriverIsKilledWithWhatWasDone() throws Exception {
        Process killed = train(Map.of(), "grid.settings.answer-only.epochs=20");
        Path first = students("ws").resolve("g-answer-only-1/student.json");
        DriverProcess.await(killed, () -> Files.exists(first) && !underWay().isEmpty());
        List<ProcessHandle> executors = DriverProcess.executors(killed);
        killed.destroyForcibly().waitFor();
        for (ProcessHandle executor : executors) {
            executor.onExit().get(60, TimeUnit.SECONDS);
        }
        String mark = Files.readString(first);

        Process again = train(Map.of(), "grid.settings.answer-only.epochs=20");
        try {
            DriverProcess.assertEnded(folder, again, ExitCode.DONE);
        } finally {
            again.destroyForcibly();
        }
        assertThat(Files.readString(first)).isEqualTo(mark);
        assertThat(ClusterJvm.said(folder)).contains("g-answer-only-1 is done: nothing it depends on has changed");
        assertThat(NAMES)
                .allSatisfy(name -> assertThat(students("ws").resolve(name).resolve("student.json"))
                        .exists());
    }

    /** A file system that is no disk of the executors: their own tries lie elsewhere, and students appear when they are done. */
    @Test
    void shouldBringStudentsToAWorkspaceThatIsOnNoDiskAndKeepTheOthersWhereOneDiverges() throws Exception {
        Map<String, String> mounts =
                Map.of("spark.hadoop.fs.viewfs.mounttable.far.link./ws", "file://" + folder.resolve("ws"));
        String[] sets = {
            "workspace=viewfs://far/ws",
            "grid.scratch=" + folder.resolve("scratch"),
            "grid.seeds=[1]",
            "grid.settings.answer-only.learning-rate=1e35"
        };
        Process driver = train(mounts, sets);
        try {
            DriverProcess.assertEnded(folder, driver, ExitCode.USER);
        } finally {
            driver.destroyForcibly();
        }
        assertThat(ClusterJvm.said(folder).replaceAll("\\s+", " "))
                .contains("g-answer-only-1: step ")
                .contains("is NaN")
                .contains("Students trained: 1");
        assertThat(losses(students("ws"), "g-full-reasoning-1")).hasSize(300);
        assertThat(students("ws").resolve("g-full-reasoning-1/README.md")).exists();
        assertThat(students("ws").resolve("g-answer-only-1")).doesNotExist();
        try (Stream<Path> left = Files.walk(folder.resolve("scratch"))) {
            assertThat(left.map(Path::toString)).noneMatch(file -> file.contains("g-full-reasoning-1"));
        }

        driver = train(
                mounts, "workspace=viewfs://far/ws", "grid.scratch=" + folder.resolve("scratch"), "grid.seeds=[1]");
        try {
            DriverProcess.assertEnded(folder, driver, ExitCode.DONE);
        } finally {
            driver.destroyForcibly();
        }
        assertThat(ClusterJvm.said(folder)).contains("g-full-reasoning-1 is done: nothing it depends on has changed");
        assertThat(losses(students("ws"), "g-answer-only-1")).hasSize(300);
    }
}
