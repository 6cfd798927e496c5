package dev.twt.model.text;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The project's own templates and conversations, with Jinja2's renders of them (src/test/python/chat_fixtures.py). */
final class ChatFixtures {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2024-07-26T00:00:00Z"), ZoneOffset.UTC);
    static final Map<String, String> TOKENS = Map.of("bos_token", "<bos>", "eos_token", "</s>");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode FILE = read();

    private ChatFixtures() {}

    record Render(
            String template,
            String conversation,
            boolean prompt,
            Map<String, Object> options,
            String output,
            String error) {
        @Override
        public String toString() {
            return template + ", " + conversation + (prompt ? ", prompt" : "")
                    + (options.isEmpty() ? "" : ", " + options);
        }
    }

    static List<Render> renders() {
        List<Render> renders = new ArrayList<>();
        for (JsonNode render : FILE.get("renders")) {
            renders.add(new Render(
                    render.get("template").asText(),
                    render.get("conversation").asText(),
                    render.get("prompt").asBoolean(),
                    JSON.convertValue(render.get("options"), new TypeReference<Map<String, Object>>() {}),
                    render.path("output").asText(null),
                    render.path("error").asText(null)));
        }
        return renders;
    }

    static ChatTemplate template(String name) {
        return ChatTemplates.parse(name, text("templates/" + name + ".jinja"), TOKENS, CLOCK);
    }

    static List<ChatMessage> conversation(String name) {
        return messages(FILE.get("conversations").get(name));
    }

    static List<ChatMessage> messages(JsonNode conversation) {
        List<ChatMessage> messages = new ArrayList<>();
        conversation.forEach(message -> messages.add(new ChatMessage(
                message.get("role").asText(), message.get("content").asText())));
        return messages;
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(text("renders.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = ChatFixtures.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
