package dev.twt.evaluation;

import dev.twt.config.TeacherConfig;
import dev.twt.task.Question;
import dev.twt.task.Task;
import java.io.Serializable;

/**
 * Somebody who is measured.
 *
 * @param model how it is asked; its name is the answerer's
 * @param shortPrompt whether it is asked in the words a student is trained with, and not by the teacher's prompt
 * @param prefix what stands before those words, for students of several tasks; mostly empty
 * @param student whether it was trained in this workspace
 */
public record Answerer(TeacherConfig model, boolean shortPrompt, String prefix, boolean student)
        implements Serializable {
    /** A teacher, or whoever is asked as one. */
    public static Answerer of(TeacherConfig model, boolean shortPrompt) {
        return new Answerer(model, shortPrompt, "", false);
    }

    public String name() {
        return model.name();
    }

    /** What it is told, or null for the teacher's prompt. */
    String words(Task task, Question question) {
        return shortPrompt ? prefix + task.studentPrompt(question) : null;
    }
}
