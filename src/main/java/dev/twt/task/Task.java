package dev.twt.task;

/**
 * A kind of question: how it is asked, how the answer is found in what a model wrote, and when two answers are the
 * same. Implementations are stateless and safe for use by several threads.
 */
public interface Task {
    /** math, choice, text or code. */
    String name();

    /**
     * The prompt that asks a teacher for reasoning, an answer and a stated confidence in the fixed form.
     *
     * @param examples how many worked examples to put before the question, as far as the task has so many
     */
    Prompt teacherPrompt(Question question, int examples);

    /** The prompt a student is trained and served with: the question, its choices, and how to end. */
    String studentPrompt(Question question);

    /** Finds reasoning, answer (in canonical form) and confidence in a completion. Never throws on model text. */
    Extraction extract(String completion, Question question);

    /** The canonical form of an answer given by itself (a gold answer, an imported answer field); empty if it is none. */
    String canonical(String answer, Question question);

    /**
     * Whether two answers mean the same. Equal canonical forms always do; a task may accept more. Bounded in time.
     */
    boolean equivalent(String left, String right, Question question);
}
