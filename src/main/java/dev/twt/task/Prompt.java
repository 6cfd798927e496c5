package dev.twt.task;

import java.util.List;

/**
 * What is said to a teacher or a student, before any chat template.
 *
 * @param system instruction
 * @param examples worked examples, in order
 * @param user the question with its choices
 */
public record Prompt(String system, List<Exemplar> examples, String user) {
    public Prompt {
        examples = List.copyOf(examples);
    }
}
