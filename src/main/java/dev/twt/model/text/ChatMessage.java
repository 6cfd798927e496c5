package dev.twt.model.text;

import java.util.Objects;

/**
 * One message of a conversation.
 *
 * @param role system, user or assistant
 * @param content its text; never null, and always text: what looks like a special token or a template in it is not one
 */
public record ChatMessage(String role, String content) {
    public ChatMessage {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(content, "content");
    }
}
