package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.twt.testing.ClusterJvm;
import dev.twt.testing.FakeChatApi;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code twt generate} on a cluster of several JVMs, asking a real HTTP server, while parts of it are killed. */
@Timeout(400)
class HttpClusterIT {
    private static final int QUESTIONS = 600;
    private static final int IN_FLIGHT = 8;
    private static final int SEGMENT_ROWS = 4;
    private static final int TASKS = 2;

    @TempDir
    Path folder;

    private final AtomicInteger answered = new AtomicInteger();
    private final FakeChatApi good = new FakeChatApi();
    private FaultyServer server;

    @BeforeEach
    void writeRun() throws IOException {
        server = FaultyServer.that(this::answer);
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(
                folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                generation { tasks = %2$d, segment-rows = %3$d }
                teachers.served {
                  backend = openai
                  model = fake-1
                  endpoint.urls = "%4$s"
                  limits.in-flight = %5$d
                  price { input = 1, output = 2 }
                }
                """.formatted(folder, TASKS, SEGMENT_ROWS, server.url(), IN_FLIGHT));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private void answer(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        Thread.sleep(150);
        answered.incrementAndGet();
        good.serve(request, exchange);
    }

    private Process generate(String... sets) throws IOException {
        Map<String, String> properties = new HashMap<>(ClusterJvm.twoExecutors());
        properties.put("spark.sql.shuffle.partitions", "2");
        String[] command = new String[3 + 2 * sets.length];
        command[0] = "generate";
        command[1] = "--config";
        command[2] = folder.resolve("run.conf").toString();
        for (int i = 0; i < sets.length; i++) {
            command[3 + 2 * i] = "--set";
            command[4 + 2 * i] = sets[i];
        }
        return ClusterJvm.start(folder, properties, Main.class, command);
    }

    private List<String> recorded() {
        return SparkSessions.shared()
                .read()
                .parquet(folder.resolve("workspace/responses").toString())
                .where("outcome = 'answered'")
                .select("question_id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void shouldRecordEveryAnswerOnceAlthoughExecutorsAreKilledThreeTimes() throws Exception {
        Process driver = generate();
        int kills = 3;
        try {
            for (int kill = 1; kill <= kills; kill++) {
                int enough = kill * QUESTIONS / 5;
                DriverProcess.await(
                        driver,
                        () -> answered.get() >= enough
                                && !DriverProcess.executors(driver).isEmpty());
                assertThat(driver.isAlive()).as(ClusterJvm.said(folder)).isTrue();
                DriverProcess.executors(driver).stream().findFirst().ifPresent(ProcessHandle::destroyForcibly);
            }
            DriverProcess.assertEnded(folder, driver, ExitCode.DONE);
        } finally {
            driver.destroyForcibly();
        }
        assertThat(recorded()).hasSize(QUESTIONS).doesNotHaveDuplicates();
        assertThat(answered.get() - QUESTIONS)
                .as("asked again: what was in flight and one segment a kill, at most")
                .isLessThanOrEqualTo(kills * (IN_FLIGHT + SEGMENT_ROWS));
        assertThat(ClusterJvm.said(folder))
                .contains("served: 600 of 600 (100%)")
                .contains("they may have been billed");
        assertThat(DriverProcess.executors(driver)).isEmpty();
    }

    @Test
    void shouldGoOnAfterTheDriverIsKilledAndLeaveNoProcess() throws Exception {
        Process killed = generate();
        DriverProcess.await(killed, () -> answered.get() >= QUESTIONS / 2);
        List<ProcessHandle> executors = DriverProcess.executors(killed);
        killed.destroyForcibly().waitFor();
        for (ProcessHandle executor : executors) {
            executor.onExit().get(60, TimeUnit.SECONDS);
        }
        int before = answered.get();
        assertThat(before).isLessThan(QUESTIONS);

        Process again = generate();
        try {
            DriverProcess.assertEnded(folder, again, ExitCode.DONE);
        } finally {
            again.destroyForcibly();
        }
        assertThat(recorded()).hasSize(QUESTIONS).doesNotHaveDuplicates();
        assertThat(answered.get() - QUESTIONS)
                .as("asked again: what was in flight and one segment a task, at most")
                .isLessThanOrEqualTo(IN_FLIGHT + TASKS * SEGMENT_ROWS);
    }

    @Test
    void shouldHoldTheBudgetOverAllExecutors() throws Exception {
        // An answer takes about 130 tokens here and 700 at worst.
        Process driver = generate("budget.tokens=20000");
        try {
            DriverProcess.assertEnded(folder, driver, ExitCode.STOPPED);
        } finally {
            driver.destroyForcibly();
        }
        assertThat(ClusterJvm.said(folder).replaceAll("\\s+", " "))
                .contains("budget.tokens")
                .contains("will not be asked again");
        long tokens = SparkSessions.shared()
                .read()
                .parquet(folder.resolve("workspace/responses").toString())
                .selectExpr("sum(prompt_tokens + completion_tokens)")
                .first()
                .getLong(0);
        assertThat(tokens).isBetween(10_000L, 20_000L);
        assertThat(answered.get()).isEqualTo(recorded().size());
    }
}
