package dev.twt.model.tuning;

/**
 * A text to learn from.
 *
 * @param ids its tokens, the first of which is not predicted
 * @param from first token whose prediction counts, at least 1
 * @param weight factor of each counted token's loss
 */
@SuppressWarnings("ArrayRecordComponent") // tokens, which are only read
public record TokenExample(int[] ids, int from, double weight) {
    public TokenExample {
        if (from < 1 || from >= ids.length) {
            throw new IllegalArgumentException("Of " + ids.length + " tokens those from " + from
                    + " on should be predicted: give 1 to " + (ids.length - 1));
        }
    }

    /** Tokens whose prediction counts. */
    public int counted() {
        return ids.length - from;
    }
}
