package dev.twt.serving;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.model.text.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the messages of a request. */
final class MessageReader {
    /** OpenAI's later name of the system's role is one too. */
    private static final Map<String, String> ROLES =
            Map.of("system", "system", "developer", "system", "user", "user", "assistant", "assistant");

    private MessageReader() {}

    static List<ChatMessage> read(JsonFields fields) {
        JsonNode given = fields.find("messages")
                .filter(JsonNode::isArray)
                .filter(messages -> !messages.isEmpty())
                .orElseThrow(() -> JsonFields.wrong("messages", "a list of at least one message"));
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode each : given) {
            messages.add(message(each, "messages[" + messages.size() + "]"));
        }
        return messages;
    }

    private static ChatMessage message(JsonNode given, String where) {
        String role = ROLES.get(given.path("role").asText());
        if (role == null) {
            throw JsonFields.wrong(where + ".role", "system, developer, user or assistant");
        }
        return new ChatMessage(role, content(given.path("content"), where + ".content"));
    }

    private static String content(JsonNode content, String where) {
        if (content.isTextual()) {
            return wellFormed(content.textValue());
        }
        if (!content.isArray()) {
            throw JsonFields.wrong(where, "a text or a list of text parts");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
                throw JsonFields.wrong(where, "text: parts of type text are read, no images, sound or files");
            }
            text.append(part.path("text").textValue());
        }
        return wellFormed(text.toString());
    }

    /** JSON can spell half a surrogate pair, which is no character and has no tokens. */
    private static String wellFormed(String text) {
        StringBuilder whole = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                whole = whole == null ? new StringBuilder(text) : whole;
                whole.setCharAt(i, '\ufffd');
            }
        }
        return whole == null ? text : whole.toString();
    }
}
