package dev.twt.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A Python with src/test/exports/requirements*.txt: {@code TWT_EXPORTS_PYTHON} names one, else a virtual environment is
 * made under target/ where a package index can be reached (2 GB); else the test is skipped and says so.
 */
public final class PythonLibraries {
    private static final Path SOURCES = Path.of("src", "test", "exports").toAbsolutePath();
    private static final Path ENVIRONMENT = Path.of("target", "exports-python").toAbsolutePath();

    private PythonLibraries() {}

    /** The program; skips the test where it can't be had. */
    public static String python(Path scratch) throws Exception {
        String named = System.getenv("TWT_EXPORTS_PYTHON");
        if (named != null) {
            return named;
        }
        Path python = ENVIRONMENT.resolve("bin").resolve("python");
        Path ready = ENVIRONMENT.resolve("ready");
        if (!Files.exists(ready)) {
            need(scratch, "python3", "-m", "venv", ENVIRONMENT.toString());
            need(
                    scratch,
                    python.toString(),
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "-r",
                    SOURCES.resolve("requirements.txt") + "");
            need(
                    scratch,
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

    private static void need(Path scratch, String... command) throws Exception {
        Run run = run(scratch, List.of(command));
        Assumptions.assumeTrue(
                run.code() == 0,
                () -> "no Python with the libraries: " + String.join(" ", command) + "\n" + run.text());
    }

    /** How a program ended, and what it said. */
    public record Run(int code, String text) {}

    /** Runs a program without the hub, its cache in the scratch folder. */
    public static Run run(Path scratch, List<String> command) throws InterruptedException {
        try {
            Path text = Files.createTempFile(scratch, "out", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("HF_HUB_OFFLINE", "1");
            builder.environment().put("HF_HOME", scratch.resolve("hf").toString());
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
}
