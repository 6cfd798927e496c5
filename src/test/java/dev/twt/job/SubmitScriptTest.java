package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs/submit says to spark-submit; that a real one takes it, SubmitIT tries. */
class SubmitScriptTest {
    private static final String OPENED = "--add-opens=java.base/java.lang=ALL-UNNAMED ";
    private static final String LAST = " -Djdk.reflect.useDirectMethodHandle=false";

    @TempDir
    Path folder;

    private Path spark;

    @BeforeEach
    void writeSparkSubmit() throws IOException {
        spark = folder.resolve("spark");
        Path submit = Files.createDirectories(spark.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        Files.createFile(folder.resolve("twt.jar"));
    }

    private List<String> said(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("jobs/submit"));
        words.addAll(List.of(options));
        words.addAll(List.of("--", "plan", "--config", "mine.conf"));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("SPARK_HOME", spark.toString());
        builder.environment().put("TWT_JAR", folder.resolve("twt.jar").toString());
        builder.environment().remove("SPARK_CONF_DIR");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    private String driverOptions(String... options) throws Exception {
        List<String> said = said(options);
        return said.get(said.lastIndexOf("--driver-java-options") + 1);
    }

    @Test
    void shouldSayTheStepToTheProgramOfTheJar() throws Exception {
        assertThat(said("--master", "local[1]"))
                .containsSubsequence("--class", "dev.twt.job.Main", "--master", "local[1]")
                .endsWith(folder.resolve("twt.jar").toString(), "plan", "--config", "mine.conf");
    }

    @Test
    void shouldOpenToTheDriverOfAStandaloneClusterWhatJavaHasClosed() throws Exception {
        assertThat(driverOptions("--master", "spark://h:7077", "--deploy-mode", "cluster"))
                .startsWith(OPENED)
                .endsWith(LAST);
        assertThat(driverOptions("--master=spark://h:7077", "--deploy-mode=cluster"))
                .startsWith(OPENED);
        assertThat(said("--master", "yarn", "--deploy-mode", "cluster")).doesNotContain("--driver-java-options");
        assertThat(said("--master", "spark://h:7077")).doesNotContain("--driver-java-options");
    }

    @Test
    void shouldKeepTheJavaOptionsOfTheUser() throws Exception {
        String[][] ways = {
            {"--driver-java-options", "-Da=b=c"},
            {"--driver-java-options=-Da=b=c"},
            {"--conf", "spark.driver.extraJavaOptions=-Da=b=c"},
            {"-c", "spark.driver.extraJavaOptions=-Da=b=c"},
            {"--conf=spark.driver.extraJavaOptions=-Da=b=c"},
        };
        for (String[] way : ways) {
            List<String> options = new ArrayList<>(List.of("--master", "spark://h:7077", "--deploy-mode", "cluster"));
            options.addAll(List.of(way));
            assertThat(driverOptions(options.toArray(String[]::new)))
                    .startsWith(OPENED)
                    .endsWith(LAST + " -Da=b=c");
        }
    }

    @Test
    void shouldKeepTheJavaOptionsOfSparksDefaults() throws Exception {
        Files.writeString(
                Files.createDirectories(spark.resolve("conf")).resolve("spark-defaults.conf"),
                "# mine\nspark.driver.extraJavaOptions   -Da=b -Dc=d\nspark.driver.memory 2g\n");

        assertThat(driverOptions("--master", "spark://h:7077", "--deploy-mode", "cluster"))
                .endsWith(LAST + " -Da=b -Dc=d");
        assertThat(driverOptions(
                        "--master", "spark://h:7077", "--deploy-mode", "cluster", "--driver-java-options", "-Dmine=1"))
                .endsWith(LAST + " -Dmine=1");
    }
}
