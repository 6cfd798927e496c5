package dev.twt.model;

import dev.twt.model.text.ChatMessage;
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
    private static final String FIELD = "promptPrefixes";

    public PromptPrefix {
        texts = List.copyOf(texts);
    }

    /** Of a model's file or folder; none where it says nothing. */
    public static PromptPrefix of(Path model) {
        List<String> texts = new ArrayList<>();
        StageFile.in(model).path(FIELD).forEach(text -> texts.add(text.asText()));
        return new PromptPrefix(texts);
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
