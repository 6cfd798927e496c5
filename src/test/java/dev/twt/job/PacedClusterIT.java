package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.CountingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A limit a minute, looked at from the server's side, over more than a minute of a cluster that grows, loses an executor
 * and shrinks.
 */
@Timeout(500)
class PacedClusterIT {
    private static final int LIMIT = 600;
    private static final int QUESTIONS = 760;
    private static final int IN_FLIGHT = 6;
    private static final int SEGMENT_ROWS = 8;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    @TempDir
    Path folder;

    private final CountingServer server = new CountingServer(50);
    private CommandRun run;

    @BeforeEach
    void writeRun() throws IOException {
        Files.createDirectories(folder.resolve("events"));
        run = new CommandRun(folder, folder.resolve("workspace").toString())
                .with(Map.of(
                        "spark.dynamicAllocation.enabled", "true",
                        "spark.dynamicAllocation.shuffleTracking.enabled", "true",
                        "spark.dynamicAllocation.shuffleTracking.timeout", "2s",
                        "spark.dynamicAllocation.minExecutors", "1",
                        "spark.dynamicAllocation.initialExecutors", "1",
                        "spark.dynamicAllocation.maxExecutors", "2",
                        "spark.dynamicAllocation.executorIdleTimeout", "2s",
                        "spark.dynamicAllocation.cachedExecutorIdleTimeout", "2s",
                        "spark.eventLog.enabled", "true",
                        "spark.eventLog.dir", folder.resolve("events").toUri().toString()))
                .with(Map.of("spark.executor.cores", "1", "spark.eventLog.compress", "false"))
                .onACluster();
        run.write(
                QUESTIONS,
                server.url(),
                "limits { in-flight = %d, requests-per-minute = %d }".formatted(IN_FLIGHT, LIMIT),
                "generation { tasks = 3, segment-rows = %d }".formatted(SEGMENT_ROWS));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void shouldKeepEverySlidingMinuteWithinTheLimit(TestReporter reporter) throws Exception {
        Process driver = run.start("generate");
        int arrivals;
        Set<Integer> recorded;
        try {
            run.await(
                    driver,
                    () -> server.answered() >= QUESTIONS / 3
                            && CommandRun.executors(driver).size() == 2);
            CommandRun.executors(driver).get(0).destroyForcibly();
            recorded = run.recordedNow();
            arrivals = server.arrivals().size() + IN_FLIGHT;
            run.assertEnds(driver, ExitCode.DONE);
        } finally {
            driver.destroyForcibly();
        }

        assertThat(run.answered()).hasSize(QUESTIONS).doesNotHaveDuplicates();
        assertThat(server.askedAfter(arrivals)).as("recorded and asked again").doesNotContainAnyElementsOf(recorded);
        assertThat(server.answeredAgain()).isLessThanOrEqualTo(IN_FLIGHT + SEGMENT_ROWS);
        assertThat(server.mostUnderWay()).as("in flight at once").isLessThanOrEqualTo(IN_FLIGHT);
        long[] times = server.arrivals().stream()
                .mapToLong(CountingServer.Arrival::nanos)
                .sorted()
                .toArray();
        assertThat(times[times.length - 1] - times[0])
                .as("a run of more than a minute")
                .isGreaterThan(MINUTE_NANOS);
        reporter.publishEntry("requests in the worst minute", Integer.toString(worstMinute(times)));
        assertThat(worstMinute(times)).isLessThanOrEqualTo((int) (LIMIT * 1.01));
        assertThat(events("SparkListenerExecutorAdded"))
                .as("executors that came")
                .isGreaterThanOrEqualTo(3);
        assertThat(events("SparkListenerExecutorRemoved"))
                .as("killed, and idle")
                .isGreaterThanOrEqualTo(2);
        assertThat(CommandRun.executors(driver)).isEmpty();
    }

    private static int worstMinute(long[] times) {
        int worst = 0;
        int first = 0;
        for (int last = 0; last < times.length; last++) {
            while (times[last] - times[first] >= MINUTE_NANOS) {
                first++;
            }
            worst = Math.max(worst, last - first + 1);
        }
        return worst;
    }

    private long events(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("events"))) {
            long count = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<String> lines = Files.readAllLines(file);
                count += lines.stream()
                        .filter(line -> line.contains("\"" + name + "\""))
                        .count();
            }
            return count;
        }
    }
}
