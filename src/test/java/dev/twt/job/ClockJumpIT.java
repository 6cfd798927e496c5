package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.twt.testing.CountingServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The system's clock jumps two hours on and four hours back while a run asks. Needs the library of Debian's package
 * libfaketime, in its usual place or where TWT_LIBFAKETIME says; {@code HouseTest} holds everywhere that no limit and
 * no wait looks at that clock.
 */
@Timeout(150)
class ClockJumpIT {
    private static final int QUESTIONS = 150;
    private static final int LIMIT = 600;
    private static final String USUAL_PLACE = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    @TempDir
    Path folder;

    private final CountingServer server = new CountingServer(50);

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void shouldKeepLimitsAndAnswersWhileTheClockJumps() throws Exception {
        Path library = Path.of(System.getenv().getOrDefault("TWT_LIBFAKETIME", USUAL_PLACE));
        assumeThat(library).as("libfaketime is there").exists();
        Path clock = Files.writeString(folder.resolve("clock"), "+0");
        CommandRun run = new CommandRun(folder, folder.resolve("workspace").toString())
                .with(Map.of("spark.master", "local[2]"))
                .withVariable("LD_PRELOAD", library.toString())
                .withVariable("FAKETIME_TIMESTAMP_FILE", clock.toString())
                .withVariable("FAKETIME_CACHE_DURATION", "1")
                .withVariable("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        run.write(
                QUESTIONS,
                server.url(),
                "limits { in-flight = 8, requests-per-minute = %d }".formatted(LIMIT),
                "generation.segment-rows = 4");
        Process driver = run.start("generate");
        try {
            run.await(driver, () -> server.answered() >= QUESTIONS / 3);
            Files.writeString(clock, "+2h");
            run.await(driver, () -> server.answered() >= 2 * QUESTIONS / 3);
            Files.writeString(clock, "-2h");
            run.assertEnds(driver, ExitCode.DONE);
        } finally {
            driver.destroyForcibly();
        }

        assertThat(run.answered()).hasSize(QUESTIONS).doesNotHaveDuplicates();
        assertThat(server.answeredAgain()).isZero();
        Row hours = run.rows("responses")
                .selectExpr("(max(unix_timestamp(created_at)) - min(unix_timestamp(created_at))) / 3600.0")
                .first();
        assertThat(hours.getDecimal(0).doubleValue())
                .as("the clock did jump")
                .isBetween(3.9, 4.2);
        assertPaced();
    }

    /** A bucket of three seconds' worth; a request leaves at most two seconds after its grant. */
    private void assertPaced() {
        List<CountingServer.Arrival> arrivals = server.arrivals();
        long first = arrivals.get(0).nanos();
        for (int i = 0; i < arrivals.size(); i++) {
            double seconds = (arrivals.get(i).nanos() - first) / 1e9;
            assertThat((double) i).isLessThanOrEqualTo(LIMIT / 65.0 * (seconds + 5) + 1);
        }
    }
}
