package dev.twt.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProcessGroupTest {
    /** At TERM it writes something, which takes it a second. */
    private static final String SAVING =
            "trap 'sleep 1; echo whole > saved; exit 0' TERM; echo ready; while :; do sleep 0.1; done";

    @TempDir
    Path folder;

    private void endWhenReady(Duration grace) throws Exception {
        Path log = folder.resolve("log");
        ProcessGroup group = ProcessGroup.start(
                SessionLeader.prefix("test", System.getenv()),
                List.of("sh", "-c", "cd '" + folder + "'; " + SAVING),
                System.getenv(),
                log,
                grace);
        while (!Files.readString(log).contains("ready")) {
            assertThat(group.awaitEnd(Duration.ofMillis(20))).isFalse();
        }
        group.end();
        assertThat(group.isAlive()).isFalse();
    }

    @Test
    void shouldLetACommandWriteWhatItHasWithinItsGrace() throws Exception {
        endWhenReady(Duration.ofSeconds(30));
        assertThat(folder.resolve("saved")).hasContent("whole");
    }

    @Test
    void shouldKillACommandThatTakesLonger() throws Exception {
        endWhenReady(Duration.ofMillis(200));
        assertThat(folder.resolve("saved")).doesNotExist();
    }
}
