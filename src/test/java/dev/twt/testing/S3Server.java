package dev.twt.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adobe's S3Mock in a JVM of its own, with one bucket. Its libraries come from {@code src/test/s3mock/pom.xml}, resolved
 * once by Maven.
 */
public final class S3Server implements RemoteStore {
    /** Its own: Hadoop keeps file systems by the bucket's name, with the address of the server they were made for. */
    private final String bucket = "twt-" + UUID.randomUUID();

    private static final Pattern PORT = Pattern.compile("Tomcat started on ports.*?(\\d+) \\(http\\)");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final Process process;
    private final Thread end;
    private final int port;

    private S3Server(Process process, int port) {
        this.process = process;
        this.port = port;
        this.end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** @param folder receives the objects, and what the server says */
    public static S3Server start(Path folder) throws IOException, InterruptedException {
        Path said = folder.resolve("s3mock.log");
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        MavenClassPath.of("src/test/s3mock/pom.xml"),
                        "com.adobe.testing.s3mock.S3MockApplication",
                        "--server.port=0",
                        "--com.adobe.testing.s3mock.httpPort=0",
                        "--com.adobe.testing.s3mock.root=" + objects)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        S3Server server = new S3Server(process, port(process, said));
        server.makeBucket();
        return server;
    }

    private static int port(Process process, Path said) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && System.nanoTime() < end) {
            Matcher port = PORT.matcher(Files.readString(said));
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new IOException("S3Mock did not start: " + Files.readString(said));
    }

    private void makeBucket() throws IOException, InterruptedException {
        HttpResponse<String> made = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url() + "/" + bucket))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (made.statusCode() != 200) {
            throw new IOException("No bucket: " + made.statusCode() + " " + made.body());
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public String at(String key) {
        return "s3a://" + bucket + "/" + key;
    }

    @Override
    public Map<String, String> hadoop() {
        Map<String, String> keys = new HashMap<>();
        keys.put("fs.s3a.endpoint", url());
        keys.put("fs.s3a.endpoint.region", "us-east-1");
        keys.put("fs.s3a.path.style.access", "true");
        keys.put("fs.s3a.connection.ssl.enabled", "false");
        keys.put("fs.s3a.access.key", "test");
        keys.put("fs.s3a.secret.key", "test");
        // The mock gives no version of an object back where older S3A looks for it.
        keys.put("fs.s3a.change.detection.mode", "none");
        return keys;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(end);
    }
}
