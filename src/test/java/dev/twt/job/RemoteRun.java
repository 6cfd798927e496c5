package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.CountingServer;
import dev.twt.testing.RemoteStore;
import dev.twt.testing.SparkSessions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole run on a cluster of several JVMs whose workspace lies on no disk of theirs, killed twice on its way. */
@Timeout(1800)
abstract class RemoteRun {
    private static final int QUESTIONS = 120;
    private static final int IN_FLIGHT = 8;
    private static final int SEGMENT_ROWS = 4;
    private static final int TASKS = 2;

    @TempDir
    Path folder;

    private final Configuration hadoop = SparkSessions.shared().sparkContext().hadoopConfiguration();
    private CountingServer server;
    private RemoteStore store;
    private CommandRun run;

    /** Starts the store. */
    abstract RemoteStore open(Path folder) throws Exception;

    @BeforeEach
    void writeRun() throws Exception {
        server = new CountingServer(200);
        store = open(folder);
        store.hadoop().forEach(hadoop::set);
        Map<String, String> properties = new HashMap<>();
        store.hadoop().forEach((key, value) -> properties.put("spark.hadoop." + key, value));
        properties.put("spark.hadoop.twt.lock.beat", "5s");
        run = new CommandRun(folder, store.at("runs/one")).with(properties).onACluster();
        run.write(QUESTIONS, server.url(), "limits.in-flight = " + IN_FLIGHT, """
                generation { tasks = %d, segment-rows = %d }
                selection.diversity { k = 1, single = keep }
                """.formatted(TASKS, SEGMENT_ROWS));
    }

    @AfterEach
    void stopServers() {
        server.close();
        store.close();
    }

    private boolean exists(String name) throws Exception {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(store.at("runs/one"), name);
        return path.getFileSystem(hadoop).exists(path);
    }

    @Test
    void shouldAskNothingRecordedAgainAfterAnExecutorAndTheDriverWereKilled() throws Exception {
        Process killed = run.start("run");
        try {
            run.await(
                    killed,
                    () -> server.answered() >= QUESTIONS / 5
                            && !CommandRun.executors(killed).isEmpty());
            CommandRun.executors(killed).stream().findFirst().ifPresent(ProcessHandle::destroyForcibly);
            run.await(killed, () -> server.answered() >= QUESTIONS / 2);
        } finally {
            CommandRun.kill(killed);
        }
        assertThat(server.answered()).isLessThan(QUESTIONS);
        Set<Integer> recorded = run.recordedNow(hadoop);
        int arrivals = server.arrivals().size();
        assertThat(recorded).isNotEmpty();

        Process again = run.start("run");
        Process second = null;
        try {
            run.await(again, () -> server.arrivals().size() > arrivals);
            second = run.start("generate");
            run.assertEnds(second, ExitCode.USER);
            assertThat(run.saidInOneLine())
                    .contains("another run is at work in this workspace: process " + again.pid() + " of ")
                    .contains("If it is dead");
            run.assertEnds(again, ExitCode.DONE);
        } finally {
            again.destroyForcibly();
            if (second != null) {
                second.destroyForcibly();
            }
        }

        assertThat(new HashSet<>(run.answered())).hasSize(QUESTIONS);
        assertThat(run.answered()).doesNotHaveDuplicates();
        assertThat(server.askedAfter(arrivals)).as("recorded and asked again").doesNotContainAnyElementsOf(recorded);
        assertThat(server.answeredAgain())
                .as("in flight, and one segment a task, at two kills")
                .isLessThanOrEqualTo(2 * (IN_FLIGHT + TASKS * SEGMENT_ROWS));
        assertThat(exists("run.json")).isTrue();
        assertThat(exists("distill/README.md")).isTrue();
        assertThat(run.rows("questions").count()).isEqualTo(QUESTIONS);
        assertThat(run.rows("scored").count()).isEqualTo(QUESTIONS);
        assertThat(run.rows("distill/stage=full").count())
                .as(() -> run.rows("scored")
                        .groupBy("rejected_by")
                        .count()
                        .collectAsList()
                        .toString())
                .isEqualTo(QUESTIONS);
        assertThat(ledgerFiles()).as("compacted").isLessThan(QUESTIONS / SEGMENT_ROWS / 2);
    }

    @Test
    void shouldNeedNothingOnTheDriversDisk() throws Exception {
        for (String name : List.of("questions.jsonl", "run.conf")) {
            org.apache.hadoop.fs.Path stored = new org.apache.hadoop.fs.Path(store.at("in"), name);
            stored.getFileSystem(hadoop)
                    .copyFromLocalFile(
                            true,
                            true,
                            new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()),
                            stored);
        }
        Process driver = run.startWith(
                store.at("in/run.conf"),
                "generate",
                "questions=" + store.at("in/questions.jsonl"),
                "questions.limit=10");
        try {
            run.assertEnds(driver, ExitCode.DONE);
        } finally {
            driver.destroyForcibly();
        }

        assertThat(folder.resolve("run.conf")).doesNotExist();
        assertThat(run.answered()).hasSize(10).doesNotHaveDuplicates();
    }

    private long ledgerFiles() throws Exception {
        org.apache.hadoop.fs.Path responses = new org.apache.hadoop.fs.Path(store.at("runs/one"), "responses");
        FileSystem files = responses.getFileSystem(hadoop);
        long parquet = 0;
        for (FileStatus file : files.listStatus(responses)) {
            parquet += file.getPath().getName().endsWith(".parquet") ? 1 : 0;
        }
        return parquet;
    }
}
