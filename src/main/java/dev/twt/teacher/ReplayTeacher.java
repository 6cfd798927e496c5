package dev.twt.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Answers from a file of JSON lines, for tests, rehearsals and demonstrations without a model. A line holds {@code user}
 * (the question's message, exactly), {@code sample} (0 where absent) and {@code text}; and, where wanted,
 * {@code finish_reason}, {@code prompt_tokens}, {@code completion_tokens}, {@code logprobs}, {@code tokens} (what each of
 * these adds to the text), {@code refusal} and {@code error}.
 */
final class ReplayTeacher implements Teacher {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Key(String user, int sample) {}

    private final String name;
    private final Map<Key, JsonNode> recorded;

    ReplayTeacher(TeacherConfig config) {
        this.name = config.name();
        this.recorded = read(config);
    }

    private static Map<Key, JsonNode> read(TeacherConfig config) {
        Path file = Path.of(config.model());
        Map<Key, JsonNode> rows = new HashMap<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    add(rows, line, file + ":" + number);
                }
            }
        } catch (IOException e) {
            throw new UserException(
                    "teachers." + config.name() + ".model",
                    "the recorded answers " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    "Name a readable file of JSON lines");
        }
        return rows;
    }

    private static void add(Map<Key, JsonNode> rows, String line, String where) {
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UserException(where, "this line is not JSON", "Write one JSON object a line");
        }
        if (!row.path("user").isTextual() || !(row.path("text").isTextual() || row.has("error"))) {
            throw new UserException(
                    where, "a recorded answer needs the texts user and text", "Add them, or error instead of text");
        }
        rows.putIfAbsent(new Key(row.get("user").asText(), row.path("sample").asInt(0)), row);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int concurrency() {
        return 16;
    }

    @Override
    public CompletableFuture<Outcome> answer(TeacherRequest request) {
        String user = request.messages().get(request.messages().size() - 1).content();
        JsonNode row = recorded.get(new Key(user, request.sample()));
        return CompletableFuture.completedFuture(
                row == null
                        ? new Outcome.Failed(
                                "no recorded answer for sample " + request.sample() + " of this question", 1)
                        : outcome(row));
    }

    private static Outcome outcome(JsonNode row) {
        if (row.has("error")) {
            return new Outcome.Failed(row.get("error").asText(), 1);
        }
        String finish = row.path("finish_reason").asText("stop");
        Completion completion = new Completion(
                        row.get("text").asText(),
                        row.path("reasoning").asText(""),
                        logprobs(row.path("logprobs")),
                        row.path("prompt_tokens").asInt(0),
                        row.path("completion_tokens").asInt(0),
                        finish,
                        row.path("system_fingerprint").asText(""),
                        0,
                        1)
                .withTokenEnds(ends(row));
        if (row.hasNonNull("refusal") || finish.equals("content_filter")) {
            return new Outcome.Refused(completion);
        }
        return finish.equals("length") ? new Outcome.Truncated(completion) : new Outcome.Answered(completion);
    }

    private static int[] ends(JsonNode row) {
        JsonNode tokens = row.path("tokens");
        if (!tokens.isArray() || tokens.size() != row.path("logprobs").size()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        tokens.forEach(token -> texts.add(token.asText()));
        return TokenEnds.ofTexts(texts, row.get("text").asText());
    }

    private static float[] logprobs(JsonNode values) {
        if (!values.isArray()) {
            return null;
        }
        float[] logprobs = new float[values.size()];
        for (int i = 0; i < logprobs.length; i++) {
            logprobs[i] = (float) values.get(i).asDouble();
        }
        return logprobs;
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
