package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.ServerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a JVM ends, the servers it started end with it, and what these started too. */
@Timeout(90)
class LaunchedServersEndTest {
    @TempDir
    Path folder;

    private Process start() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LaunchingJvm.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader said = jvm.inputReader();
        String line;
        do {
            line = said.readLine();
            assertThat(line).as("what the JVM says before it is ready").isNotNull();
        } while (!line.equals("ready"));
        return jvm;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEndWithTheJvm(boolean killed) throws Exception {
        Process jvm = start();
        List<ProcessHandle> started = jvm.descendants().toList();
        List<ProcessHandle> servers = ServerMain.lives(folder.resolve("marks")).stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        assertThat(servers).hasSize(2).allMatch(ProcessHandle::isAlive);
        assertThat(started).containsAll(servers);

        if (killed) {
            jvm.destroyForcibly();
        } else {
            jvm.destroy();
        }

        for (ProcessHandle one : started) {
            one.onExit().get(30, TimeUnit.SECONDS);
        }
        assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
