package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.testing.ClusterJvm;
import dev.twt.testing.ServerMain;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code twt generate} with a teacher that starts its own servers, on a cluster of several JVMs. */
@Timeout(600)
class LaunchedClusterIT {
    private static final int QUESTIONS = 200;

    @TempDir
    Path folder;

    private Path marks() {
        return folder.resolve("marks");
    }

    private void writeRun(int tasks, int gpus) throws IOException {
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        List<String> command = ServerMain.command("delay", "200", "child", "1", "marks", marks().toString());
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                generation { tasks = %2$d, segment-rows = 4 }
                teachers.own {
                  backend = launched
                  model = fake-1
                  limits.in-flight = 8
                  endpoint.logprobs = false
                  launch { command = %3$s, gpus = %4$d }
                }
                """.formatted(
                        folder, tasks, new ObjectMapper().writeValueAsString(command), gpus));
    }

    private Process generate(Map<String, String> more) throws IOException {
        Map<String, String> properties = new HashMap<>(ClusterJvm.twoExecutors());
        properties.put("spark.sql.shuffle.partitions", "2");
        properties.put("spark.executor.heartbeatInterval", "1s");
        properties.putAll(more);
        return ClusterJvm.start(
                folder,
                properties,
                Main.class,
                "generate",
                "--config",
                folder.resolve("run.conf").toString());
    }

    /** A machine with so many GPUs a worker; each worker of it finds others. */
    private Map<String, String> gpusOfWorkers() throws IOException {
        Path script = Files.writeString(folder.resolve("find-gpus.sh"), """
                #!/bin/sh
                n=4
                while ! mkdir "%1$s/gpu-$n" 2>/dev/null; do n=$((n + 1)); done
                echo "{\\"name\\": \\"gpu\\", \\"addresses\\": [\\"$n\\"]}"
                """.formatted(folder));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return Map.of(
                "spark.worker.resource.gpu.amount",
                "1",
                "spark.worker.resource.gpu.discoveryScript",
                script.toString());
    }

    private void assertDone(Process driver) throws Exception {
        try {
            assertThat(driver.waitFor(450, TimeUnit.SECONDS))
                    .as(ClusterJvm.said(folder))
                    .isTrue();
        } finally {
            driver.destroyForcibly();
        }
        assertThat(driver.exitValue()).as(ClusterJvm.said(folder)).isEqualTo(ExitCode.DONE);
    }

    private List<Row> recorded() {
        return SparkSessions.shared()
                .read()
                .parquet(folder.resolve("workspace/responses").toString())
                .where("outcome = 'answered'")
                .select("question_id", "system_fingerprint")
                .collectAsList();
    }

    private void assertEveryQuestionOnce(List<Row> rows) {
        assertThat(rows.stream().map(row -> row.getString(0)).toList())
                .hasSize(QUESTIONS)
                .doesNotHaveDuplicates();
    }

    /** All processes of servers, and what they started. */
    private void assertNoServerIsLeft() throws Exception {
        for (long pid : ServerMain.lives(marks())) {
            Optional<ProcessHandle> left = ProcessHandle.of(pid);
            if (left.isPresent()) {
                left.get().onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static Set<String> part(List<Row> rows, int index) {
        return rows.stream().map(row -> row.getString(1).split("/")[index]).collect(Collectors.toSet());
    }

    @Test
    void shouldRunOneServerAnExecutorAndRecordEveryAnswerOnceAlthoughAnExecutorIsKilled() throws Exception {
        writeRun(4, 0);
        Process driver = generate(Map.of());
        try {
            Path responses = folder.resolve("workspace/responses");
            while (driver.isAlive() && segments(responses) < 20) {
                Thread.sleep(20);
            }
            assertThat(driver.isAlive()).as(ClusterJvm.said(folder)).isTrue();
            assertThat(ServerMain.lives(marks())).hasSize(4); // two servers, a child each
            driver.children().findFirst().orElseThrow().destroyForcibly();
            assertDone(driver);
        } finally {
            driver.destroyForcibly();
        }

        List<Row> rows = recorded();
        assertEveryQuestionOnce(rows);
        assertThat(part(rows, 0)).as("servers that answered").hasSizeBetween(2, 3);
        assertThat(part(rows, 1)).containsExactly("none");
        assertNoServerIsLeft();
        assertThat(ClusterJvm.said(folder)).contains("the server of own starts", "executor ");
    }

    private static int segments(Path responses) throws IOException {
        if (!Files.isDirectory(responses)) {
            return 0;
        }
        try (var files = Files.walk(responses)) {
            return (int) files.filter(file -> file.getFileName().toString().matches("seg-.*\\.parquet"))
                    .count();
        }
    }

    @Test
    void shouldGiveEachServerTheGpusOfItsExecutor() throws Exception {
        writeRun(2, 1);
        Map<String, String> gpus = new HashMap<>(gpusOfWorkers());
        gpus.put("spark.executor.resource.gpu.amount", "1");

        assertDone(generate(gpus));

        List<Row> rows = recorded();
        assertEveryQuestionOnce(rows);
        assertThat(part(rows, 1)).as("GPUs as the servers see them").containsExactlyInAnyOrder("4", "5");
        assertThat(part(rows, 0)).hasSize(2);
        assertNoServerIsLeft();
    }

    @Test
    void shouldLetThisStepAloneTakeGpuExecutorsWhereTheClusterGrowsOnDemand() throws Exception {
        writeRun(2, 1);
        Map<String, String> settings = new HashMap<>(gpusOfWorkers());
        settings.put("spark.dynamicAllocation.enabled", "true");
        settings.put("spark.dynamicAllocation.shuffleTracking.enabled", "true");
        settings.put("spark.dynamicAllocation.maxExecutors", "2");
        settings.put("spark.executor.cores", "1");
        settings.put("spark.master", "local-cluster[2,3,3072]");

        assertDone(generate(settings));

        List<Row> rows = recorded();
        assertEveryQuestionOnce(rows);
        assertThat(part(rows, 1)).as("GPUs as the servers see them").isSubsetOf("4", "5");
        assertNoServerIsLeft();
    }

    @Test
    void shouldSayWhatToSetWhereNoExecutorHasAGpu() throws Exception {
        writeRun(2, 1);
        Process driver = generate(Map.of());
        try {
            assertThat(driver.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            driver.destroyForcibly();
        }
        assertThat(driver.exitValue()).isEqualTo(ExitCode.USER);
        assertThat(ClusterJvm.said(folder).replaceAll("\\s+", " "))
                .contains("teachers.own.launch.gpus", "spark.executor.resource.gpu.amount = 1");
        assertThat(marks()).doesNotExist();
    }
}
