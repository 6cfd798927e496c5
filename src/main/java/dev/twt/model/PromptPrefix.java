package dev.twt.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.text.ChatMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to stand before a prompt because the model was trained so: a student of several tasks is told by it which one is
 * meant. The model's folder says it.
 *
 * @param texts the one that is put there, then others that may stand there in its place; empty where there are none
 */
public record PromptPrefix(List<String> texts) {
    /** In the folder of a trained student. */
    public static final String FILE = "twt-stage.json";

    /** Its field, a list of texts. */
    public static final String FIELD = "promptPrefixes";

    private static final PromptPrefix NONE = new PromptPrefix(List.of());

    public PromptPrefix {
        texts = List.copyOf(texts);
    }

    /** Of a model's file or folder; none where it says nothing. */
    public static PromptPrefix of(Path model) {
        Path file = model.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try {
            List<String> texts = new ArrayList<>();
            for (JsonNode text : new ObjectMapper().readTree(file.toFile()).path(FIELD)) {
                texts.add(text.asText());
            }
            return new PromptPrefix(texts);
        } catch (IOException e) {
            return NONE; // as whoever trained it: what cannot be read says nothing
        }
    }

    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The one that is put there; empty where there is none. */
    public String text() {
        return isEmpty() ? "" : texts.get(0);
    }

    /** The conversation with the prefix before the user's last message, unless one stands there. */
    public List<ChatMessage> before(List<ChatMessage> messages) {
        if (isEmpty()) {
            return messages;
        }
        List<ChatMessage> prefixed = new ArrayList<>(messages);
        for (int i = prefixed.size() - 1; i >= 0; i--) {
            ChatMessage message = prefixed.get(i);
            if (message.role().equals("user")) {
                boolean there = texts.stream().anyMatch(message.content()::startsWith);
                prefixed.set(i, there ? message : new ChatMessage(message.role(), text() + message.content()));
                break;
            }
        }
        return prefixed;
    }
}
