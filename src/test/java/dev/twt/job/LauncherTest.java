package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** jobs/twt in a checkout in which nothing is built. */
class LauncherTest {
    private static final int MENDABLE = 2;

    @TempDir
    Path checkout;

    @ParameterizedTest
    @CsvSource({"4.0, make build", "3.5, make build-spark-3.5"})
    void shouldSayHowTheLineIsBuilt(String line, String make) throws IOException, InterruptedException {
        Path script = Files.createDirectory(checkout.resolve("jobs")).resolve("twt");
        Files.copy(Path.of("jobs", "twt"), script);
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString(), "--version").redirectErrorStream(true);
        builder.environment().put("TWT_SPARK_LINE", line);

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(MENDABLE);
        assertThat(said).isEqualTo("twt is not built for Spark " + line + " here. Say: " + make + "\n");
    }

    @Test
    void shouldNameTargetsThatAreThere() throws IOException {
        assertThat(Files.readString(Path.of("Makefile"))).contains("\nbuild:", "\nbuild-spark-3.5:");
    }
}
