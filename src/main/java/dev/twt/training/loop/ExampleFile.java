package dev.twt.training.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.UserException;
import dev.twt.model.text.ChatMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads examples in TRL's conversational prompt and completion form, a JSON object a line. */
final class ExampleFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OPTIONS = new TypeReference<>() {};

    private ExampleFile() {}

    /** @throws UserException if a line is none, with its number */
    static List<Example> read(Path file) throws IOException {
        List<Example> examples = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    examples.add(read(line, file + ":" + number));
                }
            }
        }
        return examples;
    }

    private static Example read(String line, String where) {
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw broken(where, "this line is no JSON: " + e.getOriginalMessage());
        }
        List<ChatMessage> completion = messages(row, "completion", where);
        if (completion.size() != 1) {
            throw broken(where, "completion holds " + completion.size() + " messages and not one");
        }
        double weight = row.path("weight").asDouble(1);
        if (!(weight > 0)) {
            throw broken(where, "weight is " + weight + " and not above 0");
        }
        return new Example(
                row.path("question_id").asText(where),
                messages(row, "prompt", where),
                completion.get(0).content(),
                options(row.path("chat_template_kwargs")),
                weight,
                row.path("objective").asText(""));
    }

    private static List<ChatMessage> messages(JsonNode row, String key, String where) {
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : row.path(key)) {
            if (!message.path("role").isTextual() || !message.path("content").isTextual()) {
                throw broken(where, key + " holds something that is no {role, content}");
            }
            messages.add(new ChatMessage(
                    message.path("role").asText(), message.path("content").asText()));
        }
        if (messages.isEmpty()) {
            throw broken(where, "there is no " + key);
        }
        return messages;
    }

    private static Map<String, Object> options(JsonNode node) {
        Map<String, Object> options = new HashMap<>();
        if (node.isObject()) {
            options.putAll(JSON.convertValue(node, OPTIONS));
            options.values().removeIf(value -> value == null); // Spark writes absent fields so
        }
        return options;
    }

    private static UserException broken(String where, String what) {
        return new UserException(
                where,
                what,
                "Each line needs prompt and completion as lists of {role, content}, see docs/exports.md; run select"
                        + " again if twt wrote the set");
    }
}
