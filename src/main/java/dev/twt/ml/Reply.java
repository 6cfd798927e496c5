package dev.twt.ml;

import dev.twt.teacher.Completion;
import dev.twt.teacher.Outcome;

/**
 * How a model's answer ended.
 *
 * @param outcome answered, truncated or failed
 * @param text what it wrote; null where it failed
 * @param tokens that it wrote; null where it failed
 * @param error one line; null unless it failed
 */
record Reply(String outcome, String text, Integer tokens, String error) {
    static Reply of(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return of("answered", answered.completion());
        }
        if (outcome instanceof Outcome.Truncated truncated) {
            return of("truncated", truncated.completion());
        }
        return new Reply(
                "failed", null, null, outcome instanceof Outcome.Failed failed ? failed.error() : outcome.toString());
    }

    private static Reply of(String outcome, Completion completion) {
        return new Reply(outcome, completion.text(), completion.completionTokens(), null);
    }

    /** Whether it came to its end. */
    boolean whole() {
        return outcome.equals("answered");
    }
}
