package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.model.TinyModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten thousand steps after the first six thousand, in which Java's compiler works, in a JVM whose heap is touched from
 * the start and cannot grow.
 */
class TuningMemoryIT {
    /** A fifth of a KiB a step: less than the smallest tensor of a step takes. */
    private static final long MOST_KIB = 2_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"full", "lora"})
    void shouldStayFlat(String kind) throws Exception {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "needs Linux's /proc");
        Path model = TinyModels.llamaFolder(folder.resolve("model"));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms150m",
                        "-Xmx150m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TuningMemoryRun.class.getName(),
                        model.toString(),
                        kind)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
        List<Long> resident = Files.readAllLines(output).stream()
                .filter(line -> line.startsWith("resident "))
                .map(line -> Long.parseLong(line.substring("resident ".length())))
                .toList();
        assertThat(resident).as(Files.readString(output)).hasSize(8);
        assertThat(resident.get(7) - resident.get(2)).as(resident.toString()).isLessThan(MOST_KIB);
    }
}
