package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.model.TinyModels;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServeCommandTest {
    @TempDir
    Path folder;

    private final Captured out = new Captured();
    private final Captured err = new Captured();

    private int serve(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "serve";
        System.arraycopy(options, 0, args, 1, options.length);
        return Main.execute(args, (config, console) -> new FakePipeline(() -> {}), out.stream(), err.stream());
    }

    @Test
    void shouldEndWithTwoForAnAbsentModel() {
        String path = folder.resolve("none.gguf").toString();

        assertThat(serve("--model", path, "--port", "0")).isEqualTo(2);
        assertThat(err.text())
                .startsWith("One thing to mend:")
                .contains(path, "there is no such file or folder.")
                .doesNotContain("\tat ");
        assertThat(err.text().lines().count()).isLessThan(10);
        assertThat(out.text()).isEmpty();
    }

    @Test
    void shouldEndWithTwoForAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(serve("--model", "m.gguf", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(2);
        }
        assertThat(err.text()).contains("--port").contains("Stop what listens there");
    }

    @Test
    void shouldEndWithTwoForOptionsThatMakeNoSense() {
        assertThat(serve("--model", "m.gguf", "--port", "70000")).isEqualTo(2);
        assertThat(serve("--model", "m.gguf", "--slots", "0")).isEqualTo(2);
        assertThat(serve("--model", "m.gguf", "--api-key-variable", "TWT_NO_SUCH_KEY"))
                .isEqualTo(2);
        assertThat(serve()).isEqualTo(2);
        assertThat(err.text()).contains("no such port", "slots", "not set or empty", "'--model=PATH'");
    }

    @Test
    void shouldServeUntilTheSystemAsksItToEnd() throws Exception {
        Path model = TinyModels.llama(folder.resolve("tiny.gguf"));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--model",
                        model.toString(),
                        "--port",
                        "0"))
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String address = address(lines);
            assertThat(address).as(Files.readString(folder.resolve("err.txt"))).isNotNull();
            assertThat(status(address + "/models")).isEqualTo(200);
            process.toHandle().destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(lines.lines().toList()).contains("Stop: Ctrl-C; answers under way are finished.", "Stopped.");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String address(BufferedReader lines) throws Exception {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("  at ")) {
                return line.substring("  at ".length());
            }
        }
        return null;
    }

    private static int status(String uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
