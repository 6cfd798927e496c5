package dev.twt.task;

import java.time.Duration;
import java.util.List;

/** The kinds of question there are. */
public final class Tasks {

    public static final String MATH = "math";
    public static final String CHOICE = "choice";
    public static final String TEXT = "text";
    public static final String CODE = "code";

    private static final List<Task> ALL = List.of(new MathTask(), new ChoiceTask(), new TextTask(), new CodeTask());

    private Tasks() {}

    /** math, choice, text, code. */
    public static List<Task> all() {
        return ALL;
    }

    /**
     * The task of that name.
     *
     * @throws IllegalArgumentException naming the tasks there are
     */
    public static Task named(String name) {
        return ALL.stream().filter(task -> task.name().equals(name)).findFirst().orElseThrow(() -> unknown(name));
    }

    /**
     * The same task, whose comparisons of two answers end after {@code limit} at the latest: what is not known to be
     * equivalent by then counts as different.
     */
    public static Task withTimeLimit(Task task, Duration limit) {
        return new TimeLimitedTask(task, limit);
    }

    static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("unknown task \"" + name + "\"; there are math, choice, text and code");
    }
}
