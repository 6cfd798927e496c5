package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.model.text.ChatMessage;
import dev.twt.task.Exemplar;
import dev.twt.task.Prompt;
import dev.twt.task.Question;
import dev.twt.task.Task;
import java.util.ArrayList;
import java.util.List;

/** A prompt as a conversation: the instruction, each worked example as two turns, the question. */
final class PromptMessages {
    private PromptMessages() {}

    /** What is said to a teacher for a request. */
    static List<ChatMessage> of(PlannedRequest request, TeacherConfig teacher, TaskFinder tasks) {
        return of(request.words(), request.question(), teacher, tasks.named(request.task()));
    }

    /** @param words in place of the task's own, or null */
    static List<ChatMessage> of(String words, Question question, TeacherConfig teacher, Task task) {
        return words == null
                ? of(task.teacherPrompt(question, teacher.examples()))
                : List.of(new ChatMessage("user", words));
    }

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
