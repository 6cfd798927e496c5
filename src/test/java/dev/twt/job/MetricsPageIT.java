package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.ClusterJvm;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The governor's figures on the page of metrics that Spark's UI serves while a run is under way. */
@Timeout(200)
class MetricsPageIT {
    private static final Pattern GRANTED =
            Pattern.compile("GovernorPlugin\\.granted\"\\s*:\\s*\\{\\s*\"value\"\\s*:\\s*[1-9]");

    @TempDir
    Path folder;

    @Test
    void shouldShowTheGovernorsFiguresInSparksPages() throws Exception {
        SumQuestions.write(folder.resolve("questions.jsonl"), 400);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                rehearse.latency = 1s
                teachers.served { backend = openai, model = m, endpoint.urls = "http://127.0.0.1:1/v1", limits.in-flight = 2 }
                """.formatted(folder));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Map<String, String> properties = new HashMap<>(ClusterJvm.twoExecutors());
        properties.put("spark.master", "local[2]");
        properties.put("spark.ui.enabled", "true");
        properties.put("spark.ui.port", Integer.toString(port));
        Process driver = ClusterJvm.start(
                folder,
                properties,
                Main.class,
                "rehearse",
                "--config",
                folder.resolve("run.conf").toString());
        try {
            String page = "";
            while (driver.isAlive() && !GRANTED.matcher(page).find()) {
                Thread.sleep(200);
                page = page(port);
            }
            assertThat(page).as(ClusterJvm.said(folder)).containsPattern(GRANTED);
        } finally {
            driver.destroyForcibly();
        }
    }

    private static String page(int port) throws InterruptedException {
        try {
            URI address = URI.create("http://127.0.0.1:" + port + "/metrics/json/");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return ""; // not there yet
        }
    }
}
