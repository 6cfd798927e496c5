package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.twt.testing.CountingServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workspace's disk, a small one of its own, becomes full while a cluster writes the ledger. */
@Timeout(400)
class FullDiskIT {
    private static final int QUESTIONS = 200;
    private static final int IN_FLIGHT = 8;
    private static final int SEGMENT_ROWS = 8;
    private static final int TASKS = 2;

    @TempDir
    Path folder;

    private final CountingServer server = new CountingServer(150);
    private Path disk;
    private CommandRun run;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        assumeThat(does("mount", "-t", "tmpfs", "-o", "size=80m", "twt-test", disk.toString()))
                .as("a small disk can be mounted here, which needs the rights of root")
                .isTrue();
        run = new CommandRun(folder, disk.resolve("workspace").toString()).onACluster();
        run.write(
                QUESTIONS,
                server.url(),
                "limits.in-flight = " + IN_FLIGHT,
                "generation { tasks = %d, segment-rows = %d }".formatted(TASKS, SEGMENT_ROWS));
    }

    @AfterEach
    void unmount() throws Exception {
        server.close();
        does("umount", "-l", disk.toString());
    }

    private static boolean does(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Path fill() {
        Path filler = disk.resolve("filler");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        return filler;
    }

    @Test
    void shouldSayWhatIsFullLoseNothingRecordedAndGoOn() throws Exception {
        Process driver = run.start("generate");
        Path filler;
        try {
            run.await(driver, () -> server.answered() >= QUESTIONS / 2);
            filler = fill();
            run.assertEnds(driver, ExitCode.USER);
        } finally {
            driver.destroyForcibly();
        }
        assertThat(run.saidInOneLine())
                .contains("One thing to mend:")
                .contains(disk.resolve("workspace/responses").toString())
                .contains("no space left on the disk")
                .contains("Free space or name another workspace")
                .doesNotContain("\tat ");
        Set<Integer> recorded = run.recordedNow();
        int arrivals = server.arrivals().size();
        int answered = server.answered();
        assertThat(recorded).isNotEmpty();
        assertThat(answered - recorded.size())
                .as("paid and lost: what is in flight and one segment, when each task finds the disk full")
                .isLessThanOrEqualTo(TASKS * (IN_FLIGHT + SEGMENT_ROWS));

        Files.delete(filler);
        Process again = run.start("generate");
        try {
            run.assertEnds(again, ExitCode.DONE);
        } finally {
            again.destroyForcibly();
        }
        assertThat(run.answered()).hasSize(QUESTIONS).doesNotHaveDuplicates();
        assertThat(server.askedAfter(arrivals)).as("recorded and asked again").doesNotContainAnyElementsOf(recorded);
        assertThat(new HashSet<>(run.answered())).containsAll(recorded);
    }
}
