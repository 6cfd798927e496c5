package dev.twt.teacher;

import dev.twt.model.text.ChatMessage;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Nothing is known. */
record UnknownPrompts() implements PromptCounter {
    @Override
    public OptionalInt tokens(List<ChatMessage> messages) {
        return OptionalInt.empty();
    }

    @Override
    public OptionalInt contextLength() {
        return OptionalInt.empty();
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
