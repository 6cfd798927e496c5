package dev.twt.teacher;

import java.time.Duration;

/** How a request ended: exactly one of four, or not yet. */
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

    /**
     * No answer this time; the same request may succeed later. Whoever asks decides whether and when to ask again.
     *
     * @param error one line, without secrets and without the prompt
     * @param after how long the server asks to wait, or null where it does not say
     * @param served whether the request may have reached the server and may have been billed
     * @param throttled whether the server said that it is asked too often: slower is better than again
     */
    record Retry(String error, Duration after, boolean served, boolean throttled) implements Outcome {}
}
