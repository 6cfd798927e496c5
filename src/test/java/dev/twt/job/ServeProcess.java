package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code twt serve} in a process of its own, asked as any client of OpenAI asks. */
final class ServeProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final List<String> screen = new ArrayList<>();
    private final String address;

    /** @param errors file that gets its standard error */
    ServeProcess(Path model, Path errors) throws IOException {
        this.process = new ProcessBuilder(List.of(
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
                .redirectError(errors.toFile())
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith("Stop: ")) {
            screen.add(line);
            line = lines.readLine();
        }
        assertThat(line).as(Files.readString(errors)).isNotNull();
        this.address = screen.stream()
                .filter(said -> said.startsWith("  at "))
                .findFirst()
                .orElseThrow()
                .substring("  at ".length());
    }

    /** What it said when it was ready. */
    List<String> screen() {
        return screen;
    }

    /** The answer to one message of a user, greedily. */
    JsonNode ask(String model, String prompt, int maxTokens) throws IOException, InterruptedException {
        String body = JSON.createObjectNode()
                .put("model", model)
                .put("temperature", 0)
                .put("max_tokens", maxTokens)
                .set(
                        "messages",
                        JSON.createArrayNode()
                                .add(JSON.createObjectNode().put("role", "user").put("content", prompt)))
                .toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
