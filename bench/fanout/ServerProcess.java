import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The server in a JVM of its own; it ends with this object, or with this JVM. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final int port;

    ServerProcess() throws IOException {
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FanoutServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.port = Integer.parseInt(lines.readLine());
    }

    /** The base address that answers after so many milliseconds. */
    String url(long latencyMillis) {
        return "http://127.0.0.1:" + port + "/" + latencyMillis + "/v1";
    }

    /** Processor time that the server's one thread has used. */
    double cpuSeconds() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return Long.parseLong(lines.readLine()) / 1e9;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
