package dev.twt.generation.batch;

import dev.twt.generation.governor.Reservation;

/**
 * What a batch brought, or several.
 *
 * @param again requests that are to be asked again
 * @param doubted what may have been billed without an answer
 * @param broken lines that could not be read
 * @param unknown lines of requests that were not in the batch
 * @param repeated lines beyond the first of their request
 */
record BatchFigures(
        long answered,
        long truncated,
        long refused,
        long failed,
        long again,
        long promptTokens,
        long completionTokens,
        double usd,
        Reservation doubted,
        long broken,
        long unknown,
        long repeated) {
    static final BatchFigures NONE = new BatchFigures(0, 0, 0, 0, 0, 0, 0, 0, new Reservation(0, 0), 0, 0, 0);

    BatchFigures plus(BatchFigures more) {
        return new BatchFigures(
                answered + more.answered,
                truncated + more.truncated,
                refused + more.refused,
                failed + more.failed,
                again + more.again,
                promptTokens + more.promptTokens,
                completionTokens + more.completionTokens,
                usd + more.usd,
                new Reservation(doubted.tokens() + more.doubted.tokens(), doubted.usd() + more.doubted.usd()),
                broken + more.broken,
                unknown + more.unknown,
                repeated + more.repeated);
    }

    /** The figures in words, those that are nothing left out. */
    String words() {
        StringBuilder words = new StringBuilder(answered + " answered");
        part(words, truncated, "truncated");
        part(words, refused, "refused");
        part(words, failed, "failed");
        part(words, again, "without an answer, to be asked again");
        part(words, broken, "lines that cannot be read");
        part(words, unknown, "lines of requests it did not hold");
        part(words, repeated, "lines told twice");
        return words.toString();
    }

    private static void part(StringBuilder words, long number, String what) {
        if (number > 0) {
            words.append(", ").append(number).append(' ').append(what);
        }
    }
}
