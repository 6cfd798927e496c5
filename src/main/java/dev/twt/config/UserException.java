package dev.twt.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something only the user can mend. Shown on one screen without a stack trace; the process ends with exit code 2. It
 * keeps its problems through Java serialization, so it may be thrown on an executor.
 */
public final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NonApiType") // the interface List is not Serializable
    private final ArrayList<Problem> problems;

    public UserException(List<Problem> problems) {
        super(problems.stream()
                .map(p -> p.where() + ": " + p.what() + ". " + p.fix())
                .collect(Collectors.joining("\n")));
        this.problems = new ArrayList<>(problems);
    }

    public UserException(String where, String what, String fix) {
        this(List.of(new Problem(where, what, fix)));
    }

    /** Every problem found, in the order of their places. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
