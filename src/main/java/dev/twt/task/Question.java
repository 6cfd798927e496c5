package dev.twt.task;

import java.io.Serializable;
import java.util.List;

/**
 * What a task needs to know of a question. The gold answer is not part of it.
 *
 * @param text the question itself
 * @param choices options, empty unless multiple choice
 * @param tests assertions a program must pass, empty unless code
 */
public record Question(String text, List<Choice> choices, List<String> tests) implements Serializable {
    public Question {
        choices = List.copyOf(choices);
        tests = List.copyOf(tests);
    }

    public static Question of(String text) {
        return new Question(text, List.of(), List.of());
    }
}
