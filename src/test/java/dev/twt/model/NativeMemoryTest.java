package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMemoryTest {
    @TempDir
    Path folder;

    /** In a JVM of its own with a heap that is touched from the start, so that what grows is not the heap. */
    @Test
    void shouldGrowByLessThanAKibibyteAStep() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "needs Linux's /proc");
        TinyFolder.write(TinyModel.random(TinyShape.LLAMA, 3), folder);
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms150m",
                        "-Xmx150m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryRun.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String last = Files.readAllLines(output).stream()
                .filter(line -> line.startsWith("grew "))
                .findFirst()
                .orElse("no result: " + Files.readString(output));
        // A leak grows in every round, a compiler's or an allocator's own needs do not. Logits of a step are 4 KiB.
        assertThat(last).matches("grew -?\\d+");
        assertThat(Long.parseLong(last.substring(5))).isLessThan(MemoryRun.STEPS);
    }
}
