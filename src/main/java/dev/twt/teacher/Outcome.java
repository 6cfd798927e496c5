package dev.twt.teacher;

/** How a request ended. Exactly one of four. */
public sealed interface Outcome {
    /** A whole answer. */
    record Answered(Completion completion) implements Outcome {}

    /** The answer ran into its length limit: never accepted as good. */
    record Truncated(Completion completion) implements Outcome {}

    /** The teacher declined, or a filter did. */
    record Refused(Completion completion) implements Outcome {}

    /**
     * No answer.
     *
     * @param error one line, without secrets and without the prompt
     * @param attempts tries it took
     */
    record Failed(String error, int attempts) implements Outcome {}
}
