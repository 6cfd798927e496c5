package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {
    @Test
    void shouldChooseOurConfigurationWhereNobodyChose() {
        Properties properties = new Properties();
        Logging.configure(properties);

        assertThat(properties).containsEntry("log4j2.configurationFile", Logging.OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log4j2.configurationFile", "log4j.configurationFile", "spark.submit.deployMode"})
    void shouldLeaveAnothersChoiceAlone(String property) {
        Properties properties = new Properties();
        properties.setProperty(property, "x");
        Logging.configure(properties);

        assertThat(properties).hasSize(1).containsEntry(property, "x");
    }

    /** Main class of the child JVM. */
    static final class Talk {
        public static void main(String[] args) {
            Logging.configure();
            Logger logger = LoggerFactory.getLogger("dev.twt.Talk");
            logger.info("a whisper");
            logger.warn("a warning");
            LoggerFactory.getLogger("org.apache.spark.util.Utils").warn("your hostname");
        }
    }

    @Test
    @Timeout(120)
    void shouldShowWarningsOnStandardErrorOnly() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Talk.class.getName()))
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(out).isEmpty();
        assertThat(err).contains("WARN Talk: a warning").doesNotContain("whisper", "hostname");
    }
}
