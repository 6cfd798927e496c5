package dev.twt.distillation.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SelectionSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The exports as the libraries read them that they are made for, by src/test/exports/check.py. Needs a Python with
 * src/test/exports/requirements*.txt: {@code TWT_EXPORTS_PYTHON} names one, else a virtual environment is made under
 * target/ where a package index can be reached (2 GB); else the test is skipped and says so.
 */
@ExtendWith(SelectionSpark.class)
class ExportsIT {
    private static final Path SOURCES = Path.of("src", "test", "exports").toAbsolutePath();
    private static final Path ENVIRONMENT = Path.of("target", "exports-python").toAbsolutePath();

    private static String python;

    @TempDir
    static Path folder;

    @BeforeAll
    static void export(SparkSession spark) throws Exception {
        python = python();
        Exports.write(spark, SmallSet.in(folder, spark), SmallSet.all());
    }

    private static String python() throws Exception {
        String named = System.getenv("TWT_EXPORTS_PYTHON");
        if (named != null) {
            return named;
        }
        Path python = ENVIRONMENT.resolve("bin").resolve("python");
        Path ready = ENVIRONMENT.resolve("ready");
        if (!Files.exists(ready)) {
            need("python3", "-m", "venv", ENVIRONMENT.toString());
            need(python.toString(), "-m", "pip", "install", "-q", "-r", SOURCES.resolve("requirements.txt") + "");
            need(
                    python.toString(),
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--no-deps",
                    "-r",
                    SOURCES.resolve("requirements-no-deps.txt") + "");
            Files.createFile(ready);
        }
        return python.toString();
    }

    private static void need(String... command) throws Exception {
        Run run = run(List.of(command));
        Assumptions.assumeTrue(
                run.code() == 0,
                () -> "no Python with the libraries: " + String.join(" ", command) + "\n" + run.text());
    }

    private record Run(int code, String text) {}

    private static Run run(List<String> command) throws InterruptedException {
        try {
            Path text = Files.createTempFile(folder, "out", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("HF_HUB_OFFLINE", "1");
            builder.environment().put("HF_HOME", folder.resolve("hf").toString());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(text.toFile())
                    .start();
            if (!process.waitFor(15, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Run(-1, "it took more than 15 minutes");
            }
            return new Run(process.exitValue(), Files.readString(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Run(-1, e.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trl", "hugging-face", "llama-factory", "axolotl"})
    void shouldBeReadByTheLibraryItIsFor(String format) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(python, SOURCES.resolve("check.py").toString()));
        command.add(folder.resolve("exports").toString());
        command.add(String.valueOf(SmallSet.TRAIN));
        command.add(String.valueOf(SmallSet.HELD_OUT));
        command.add(format);

        Run run = run(command);

        assertThat(run.text()).contains(format + ": read by ");
        assertThat(run.code()).isZero();
    }
}
