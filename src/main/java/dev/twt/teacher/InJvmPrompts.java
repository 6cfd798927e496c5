package dev.twt.teacher;

import dev.twt.model.ModelHead;
import dev.twt.model.PromptPrefix;
import dev.twt.model.text.ChatMessage;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Prompts of a model in this JVM. */
record InJvmPrompts(ModelHead head, PromptEncoder encoder, PromptPrefix trained) implements PromptCounter {
    @Override
    public OptionalInt tokens(List<ChatMessage> messages) {
        return OptionalInt.of(encoder.encode(messages).length);
    }

    @Override
    public OptionalInt contextLength() {
        return OptionalInt.of(head.card().contextLength());
    }

    @Override
    public String prefix() {
        return trained.text();
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of(head.card().parameters());
    }

    @Override
    public void close() {
        head.close();
    }
}
