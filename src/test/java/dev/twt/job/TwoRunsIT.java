package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.CountingServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two commands, in JVMs of their own, begin at once in one workspace on a disk. */
@Timeout(300)
class TwoRunsIT {
    private static final int QUESTIONS = 80;

    @TempDir
    Path folder;

    private final CountingServer server = new CountingServer(150);

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void shouldLetOneAskAndTellTheOtherWhoIsThere() throws Exception {
        CommandRun run =
                new CommandRun(folder, folder.resolve("workspace").toString()).with(Map.of("spark.master", "local[1]"));
        run.write(QUESTIONS, server.url(), "limits.in-flight = 2", "generation.segment-rows = 4");
        Process one = run.start("generate");
        Process two = run.start("generate");
        try {
            run.await(one, two);
            Process refused = one.isAlive() ? two : one;
            Process holder = one.isAlive() ? one : two;
            assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).as(run.said()).isEqualTo(ExitCode.USER);
            assertThat(run.saidInOneLine())
                    .contains("another run is at work in this workspace: process " + holder.pid() + " of ")
                    .contains("the lock goes with that process");

            run.await(holder, () -> server.answered() >= QUESTIONS / 2);
            holder.destroyForcibly().waitFor();
            Set<Integer> recorded = run.recordedNow();
            int arrivals = server.arrivals().size();
            Process again = run.start("generate");
            try {
                run.assertEnds(again, ExitCode.DONE);
            } finally {
                again.destroyForcibly();
            }
            assertThat(run.answered()).hasSize(QUESTIONS).doesNotHaveDuplicates();
            assertThat(server.askedAfter(arrivals)).doesNotContainAnyElementsOf(recorded);
        } finally {
            List.of(one, two).forEach(Process::destroyForcibly);
        }
    }
}
