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
     * @param throttled whether the server said that it is asked too much
     */
    record Retry(String error, Duration after, boolean served, boolean throttled) implements Outcome {}

    /**
     * Nothing was sent, since the servers rest after faults in a row. Counts as no attempt.
     *
     * @param error one line
     * @param after when to come back
     */
    record Resting(String error, Duration after) implements Outcome {}

    /**
     * Nothing was sent, since the server is being started. Counts as no attempt, and takes no longer than the teacher
     * allows: then it is {@linkplain Teacher#lost lost}.
     *
     * @param error one line
     * @param after when to come back
     */
    record Starting(String error, Duration after) implements Outcome {}

    /**
     * The server gives no several answers to one request: this sample has to be asked by itself. Counts as no attempt.
     *
     * @param error one line
     */
    record Apart(String error) implements Outcome {}

    /** The same end of a request that had been sent so many times. */
    default Outcome afterAttempts(int attempts) {
        if (attempts == 1) {
            return this;
        }
        if (this instanceof Answered answered) {
            return new Answered(answered.completion().afterAttempts(attempts));
        }
        if (this instanceof Truncated truncated) {
            return new Truncated(truncated.completion().afterAttempts(attempts));
        }
        if (this instanceof Refused refused) {
            return new Refused(refused.completion().afterAttempts(attempts));
        }
        return this instanceof Failed failed ? new Failed(failed.error(), attempts) : this;
    }
}
