package dev.twt.generation;

import dev.twt.teacher.Completion;
import dev.twt.teacher.Outcome;
import java.io.Serializable;

/**
 * Counts of one teacher's answers in one run.
 *
 * @param answered ended well
 * @param truncated ran into the length limit
 * @param refused declined
 * @param failed without an answer
 * @param promptTokens read
 * @param completionTokens written
 */
record Tally(long answered, long truncated, long refused, long failed, long promptTokens, long completionTokens)
        implements Serializable {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    static Tally of(Outcome outcome) {
        Completion completion = LedgerRows.completion(outcome);
        return of(
                LedgerRows.name(outcome),
                completion == null ? 0 : completion.promptTokens(),
                completion == null ? 0 : completion.completionTokens());
    }

    static Tally of(String outcome, int promptTokens, int completionTokens) {
        return new Tally(
                outcome.equals("answered") ? 1 : 0,
                outcome.equals("truncated") ? 1 : 0,
                outcome.equals("refused") ? 1 : 0,
                outcome.equals("failed") ? 1 : 0,
                promptTokens,
                completionTokens);
    }

    Tally plus(Tally more) {
        return new Tally(
                answered + more.answered,
                truncated + more.truncated,
                refused + more.refused,
                failed + more.failed,
                promptTokens + more.promptTokens,
                completionTokens + more.completionTokens);
    }
}
