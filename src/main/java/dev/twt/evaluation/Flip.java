package dev.twt.evaluation;

/**
 * A question that one of two answerers has right and the other wrong, by their first samples.
 *
 * @param question its text
 * @param gold the right answer; null for code
 * @param firstIsRight whether it is the first of the two
 * @param first what the first one answered; null where nothing was found
 * @param second the same of the second one
 * @param firstRequest row of the ledger that holds all that the first one wrote
 * @param secondRequest the same of the second one
 */
public record Flip(
        String questionId,
        String question,
        String gold,
        boolean firstIsRight,
        String first,
        String second,
        String firstRequest,
        String secondRequest) {}
