package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.twt.testing.CountingServer;
import dev.twt.testing.FaultyServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One run on a cluster of several JVMs through everything that a server does to it; afterwards its key is hunted for. */
@Timeout(400)
class ServerFaultsIT {
    private static final int QUESTIONS = 320;
    /** The server answers these with a status that is final, and with the key in its words. */
    private static final int ECHOED = 5;

    private static final String VARIABLE = "TWT_PLANTED_KEY";
    private static final String KEY = "planted-8d1c2f7a90e44b";
    private static final long DOWN_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final String TIME_OUT = "4s";

    @TempDir
    Path folder;

    private final CountingServer server = new CountingServer(150);
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private int page;
    private CommandRun run;

    @BeforeEach
    void writeRun() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            page = free.getLocalPort();
        }
        Files.createDirectories(folder.resolve("events"));
        run = new CommandRun(folder, folder.resolve("workspace").toString())
                .with(Map.of(
                        "spark.ui.enabled", "true",
                        "spark.ui.port", Integer.toString(page),
                        "spark.eventLog.enabled", "true",
                        "spark.eventLog.compress", "false",
                        "spark.eventLog.dir", folder.resolve("events").toUri().toString()))
                .withVariable(VARIABLE, KEY)
                .onACluster();
        run.write(
                QUESTIONS,
                server.url(),
                """
                  endpoint { auth-variable = %s, timeout = %s }
                  limits.in-flight = 8
                """.formatted(VARIABLE, TIME_OUT),
                "generation { tasks = 2, segment-rows = 8 }\nbudget.tokens = 1000000");
        server.from(this::fault);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** Three in ten are throttled, some are cut in the middle, some come a byte a second. */
    private FaultyServer.Behaviour fault(int arrival) {
        if (server.arrivals().get(arrival).question() < ECHOED) {
            return this::echo;
        }
        return switch (arrival % 20) {
            case 1, 7, 13 -> counted(throttled, tooFast("Retry-After", "1"));
            case 4, 10, 16 -> counted(throttled, tooFast());
            case 9 -> counted(cut, FaultyServer.cutMidBody());
            case 19 -> arrival < QUESTIONS / 2 ? counted(slow, aByteASecond()) : null;
            default -> null;
        };
    }

    private static FaultyServer.Behaviour counted(AtomicInteger count, FaultyServer.Behaviour fault) {
        return (request, exchange) -> {
            count.incrementAndGet();
            fault.serve(request, exchange);
        };
    }

    private static FaultyServer.Behaviour tooFast(String... headers) {
        return FaultyServer.status(429, "{\"error\": {\"message\": \"slow down\"}}", headers);
    }

    /** An answer that would take an hour. */
    private static FaultyServer.Behaviour aByteASecond() {
        return (request, exchange) -> {
            exchange.sendResponseHeaders(200, 3600);
            for (int i = 0; i < 3600; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(1000);
            }
        };
    }

    private void echo(FaultyServer.Seen request, HttpExchange exchange) throws IOException, InterruptedException {
        String sent = request.header("Authorization");
        assertThat(sent).isEqualTo("Bearer " + KEY);
        FaultyServer.status(400, "{\"error\": {\"message\": \"no: Authorization " + sent + ", key " + KEY + "\"}}")
                .serve(request, exchange);
    }

    @Test
    void shouldRecordEveryAnswerOnceAndTheKeyNowhere() throws Exception {
        Process driver = run.start("generate");
        String pages;
        try {
            run.await(driver, () -> server.answered() >= QUESTIONS / 2);
            pages = get("/environment/") + get("/executors/") + environment();
            server.down();
            Thread.sleep(DOWN_MILLIS);
            server.up();
            run.assertEnds(driver, ExitCode.DONE);
        } finally {
            driver.destroyForcibly();
        }

        assertThat(run.answered()).hasSize(QUESTIONS - ECHOED).doesNotHaveDuplicates();
        assertThat(run.rows("responses").count()).isEqualTo(QUESTIONS);
        assertThat(throttled.get()).isPositive();
        assertThat(cut.get()).isPositive();
        assertThat(slow.get()).isPositive();
        // What was under way when the server went may have been answered without arriving.
        assertThat(server.answeredAgain()).as("answered again").isLessThanOrEqualTo(8);
        assertThat(run.said()).contains("they may have been billed");
        assertThat(CommandRun.executors(driver)).isEmpty();

        assertThat(pages).contains("spark.master").doesNotContain(KEY);
        assertThat(filesWithTheKey()).isEmpty();
        assertThat(run.rows("responses").toJSON().collectAsList())
                .hasSize(QUESTIONS)
                .anyMatch(row -> row.contains("Authorization"))
                .noneMatch(row -> row.contains(KEY));
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.page + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page.body();
    }

    private String environment() throws IOException, InterruptedException {
        String applications = get("/api/v1/applications");
        String id = applications.replaceAll("(?s).*?\"id\" *: *\"([^\"]+)\".*", "$1");
        return get("/api/v1/applications/" + id + "/environment");
    }

    /** Logs of driver and executors, event logs, everything in the workspace: all of it lies in the folder. */
    private List<String> filesWithTheKey() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .anyMatch(file -> file.startsWith(folder.resolve("events")))
                    .anyMatch(file -> file.endsWith("stderr"))
                    .anyMatch(file -> file.endsWith("run.json"))
                    .anyMatch(file -> file.toString().endsWith(".parquet"));
            return all.stream()
                    .filter(ServerFaultsIT::holdsTheKey)
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean holdsTheKey(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(KEY);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
