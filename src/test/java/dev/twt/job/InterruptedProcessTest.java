package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real signals at real processes. */
@Timeout(120)
class InterruptedProcessTest {
    private static final int SIGINT_BIT = 1;

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    @Test
    void shouldFlushAndEndWithThreeOnTheSystemsRequest() throws Exception {
        Ended ended = signalled("obey", "TERM");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).contains("flushed", "closed", "shutdown hook ran");
        assertThat(ended.err())
                .contains("Stopping:")
                .contains(
                        "Stopped early: you asked for it.\nAll 7 answers are in the ledger.\nTo go on:\n  twt generate");
    }

    @Test
    void shouldFlushAndEndWithThreeOnCtrlC() throws Exception {
        assumeTrue(takesInterrupts(), "a job in a shell's background ignores Ctrl-C, and so do its children");

        Ended ended = signalled("obey", "INT");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).contains("flushed", "closed");
    }

    @Test
    void shouldTakeWhatBreaksWhileStoppingForPartOfIt() throws Exception {
        Ended ended = signalled("break", "TERM");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("Stopped early: you asked for it.").doesNotContain("fault of the program");
    }

    @Test
    void shouldLeaveAStepThatDoesNotEndInTime() throws Exception {
        Ended ended = signalled("ignore", "TERM");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).doesNotContain("flushed", "shutdown hook ran");
        assertThat(ended.err()).contains("did not end within").contains("To go on:\n  twt generate --config");
    }

    @Test
    void shouldLeaveWithoutACrashWhatIsInsideLibtorch() throws Exception {
        Ended ended = signalled("compute", "TERM");

        assertThat(ended.err()).contains("did not end within").doesNotContain("fatal error");
        assertThat(ended.out()).doesNotContain("fatal error");
        assertThat(ended.code()).isEqualTo(3);
    }

    private Ended signalled(String manner, String signal) throws Exception {
        Path config = Files.writeString(folder.resolve("run.conf"), "workspace = w\nquestions = q\n");
        Path err = folder.resolve("err.txt");
        String patience = manner.equals("ignore") || manner.equals("compute") ? "300" : "60000";
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InterruptedProcess.class.getName(),
                        manner,
                        patience,
                        config.toString()))
                .redirectError(err.toFile())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder text = new StringBuilder(String.valueOf(out.readLine()));
            assertThat(text.toString()).as(Files.readString(err)).isEqualTo("step began");
            if (manner.equals("compute")) {
                assertThat(out.readLine()).as(Files.readString(err)).isEqualTo("computing");
            }
            send(process, signal);
            out.lines().forEach(line -> text.append('\n').append(line));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), text.toString(), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void send(Process process, String signal) throws IOException, InterruptedException {
        if (signal.equals("TERM")) {
            process.toHandle().destroy();
            return;
        }
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private static boolean takesInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .noneMatch(mask -> (mask >> SIGINT_BIT & 1) == 1);
    }
}
