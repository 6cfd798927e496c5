package dev.twt.report.figures;

/**
 * A question that one of two answerers has right and the other wrong.
 *
 * @param question its text
 * @param gold the right answer; null for code
 * @param first what one of them wrote
 * @param second what the other wrote
 */
public record FlippedQuestion(String questionId, String question, String gold, Said first, Said second) {
    /**
     * What an answerer wrote.
     *
     * @param text all of it; null where it is not in the ledger any more
     * @param answer in canonical form; null where none was found
     * @param tokens written; null where not counted
     */
    public record Said(String answerer, boolean right, String text, String answer, Integer tokens) {}
}
