package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.ClusterJvm;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The command line in a JVM of its own, with questions {@code What is N + 1?} and a teacher behind an address. */
final class CommandRun {
    private static final long WHOLE_RUN_SECONDS = 480;

    private final Path folder;
    private final String workspace;
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    CommandRun(Path folder, String workspace) {
        this.folder = folder;
        this.workspace = workspace;
        this.properties.put("spark.sql.shuffle.partitions", "2");
        this.properties.put("spark.ui.enabled", "false");
    }

    /** Two executors with a core each. */
    CommandRun onACluster() {
        Map<String, String> own = Map.copyOf(properties);
        properties.putAll(ClusterJvm.twoExecutors());
        properties.putAll(own);
        return this;
    }

    CommandRun with(Map<String, String> more) {
        properties.putAll(more);
        return this;
    }

    CommandRun withVariable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Writes questions and configuration; {@code teacher} is the inside of the teacher's block, {@code rest} follows. */
    void write(int questions, String url, String teacher, String rest) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < questions; i++) {
            rows.append("{\"question_id\": \"q%d\", \"question\": \"What is %d + 1?\", \"task\": \"math\"}%n"
                    .formatted(i, i));
        }
        Files.writeString(folder.resolve("questions.jsonl"), rows);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%s"
                questions = "%s/questions.jsonl"
                teachers.served {
                  backend = openai
                  model = fake-1
                  endpoint.urls = "%s"
                  price { input = 1, output = 2 }
                %s
                }
                %s
                """.formatted(workspace, folder, url, teacher, rest));
    }

    Process start(String step, String... sets) throws IOException {
        return startWith(folder.resolve("run.conf").toString(), step, sets);
    }

    /** With a configuration that lies elsewhere. */
    Process startWith(String config, String step, String... sets) throws IOException {
        List<String> command = new ArrayList<>(List.of(step, "--config", config));
        for (String set : sets) {
            command.addAll(List.of("--set", set));
        }
        return ClusterJvm.start(folder, properties, environment, Main.class, command.toArray(new String[0]));
    }

    String said() throws IOException {
        return ClusterJvm.said(folder);
    }

    /** What was said, with the line ends of a narrow screen taken out. */
    String saidInOneLine() throws IOException {
        return said().replaceAll("\\s+", " ");
    }

    void assertEnds(Process driver, int code) throws IOException, InterruptedException {
        assertThat(driver.waitFor(WHOLE_RUN_SECONDS, TimeUnit.SECONDS))
                .as(said())
                .isTrue();
        assertThat(driver.exitValue()).as(said()).isEqualTo(code);
    }

    void await(Process driver, BooleanSupplier condition) throws IOException, InterruptedException {
        while (driver.isAlive() && !condition.getAsBoolean()) {
            Thread.sleep(20);
        }
        assertThat(driver.isAlive()).as(said()).isTrue();
    }

    /** Waits until one of two has ended. */
    void await(Process one, Process two) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WHOLE_RUN_SECONDS);
        while (one.isAlive() && two.isAlive() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(one.isAlive() && two.isAlive()).as(said()).isFalse();
    }

    /** The driver starts no other processes. */
    static List<ProcessHandle> executors(Process driver) {
        return driver.children().toList();
    }

    /** Kills a driver, and sees that its executors end by themselves. */
    static void kill(Process driver) throws Exception {
        List<ProcessHandle> executors = executors(driver);
        driver.destroyForcibly().waitFor();
        for (ProcessHandle executor : executors) {
            executor.onExit().get(60, TimeUnit.SECONDS);
        }
    }

    /** All rows of a part of the workspace. */
    Dataset<Row> rows(String part) {
        return SparkSessions.shared().read().parquet(workspace + "/" + part);
    }

    /** Question numbers of the answered rows, several of one question too. */
    List<Integer> answered() {
        return rows("responses").where("outcome = 'answered'").select("question_id").collectAsList().stream()
                .map(row -> Integer.parseInt(row.getString(0).substring(1)))
                .toList();
    }

    /** Question numbers recorded at this moment, from the segments that stand in the ledger. */
    Set<Integer> recordedNow(Configuration hadoop) throws IOException {
        org.apache.hadoop.fs.Path responses = new org.apache.hadoop.fs.Path(workspace, "responses");
        FileSystem files = responses.getFileSystem(hadoop);
        boolean any = false;
        if (files.exists(responses)) {
            for (FileStatus file : files.listStatus(responses)) {
                any |= file.isFile() && file.getPath().getName().endsWith(".parquet");
            }
        }
        return any ? new HashSet<>(answered()) : Set.of();
    }

    Set<Integer> recordedNow() throws IOException {
        return recordedNow(new Configuration());
    }
}
