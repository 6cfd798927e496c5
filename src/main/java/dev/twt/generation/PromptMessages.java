package dev.twt.generation;

import dev.twt.model.text.ChatMessage;
import dev.twt.task.Exemplar;
import dev.twt.task.Prompt;
import java.util.ArrayList;
import java.util.List;

/** A prompt as a conversation: the instruction, each worked example as two turns, the question. */
final class PromptMessages {
    private PromptMessages() {}

    static List<ChatMessage> of(Prompt prompt) {
        List<ChatMessage> messages = new ArrayList<>();
        if (!prompt.system().isEmpty()) {
            messages.add(new ChatMessage("system", prompt.system()));
        }
        for (Exemplar example : prompt.examples()) {
            messages.add(new ChatMessage("user", example.user()));
            messages.add(new ChatMessage("assistant", example.assistant()));
        }
        messages.add(new ChatMessage("user", prompt.user()));
        return messages;
    }
}
