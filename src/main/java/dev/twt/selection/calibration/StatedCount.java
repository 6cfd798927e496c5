package dev.twt.selection.calibration;

/**
 * Answers of a teacher that state the same confidence.
 *
 * @param fold tenth of the questions they belong to
 * @param thousandths what they state, in thousandths
 * @param labelled answers to a question whose right answer is known
 * @param right of these, right ones
 */
record StatedCount(int fold, int thousandths, long labelled, long right) {
    /** As a score in [0, 1]. */
    double stated() {
        return thousandths / 1000.0;
    }
}
