package dev.twt.model.tuning;

import java.util.Optional;

/**
 * A text to learn from.
 *
 * @param ids its tokens, the first of which is not predicted
 * @param from first token whose prediction counts, at least 1
 * @param weight factor of each counted token's loss
 * @param soft what is learned in place of the counted tokens, if it is something else
 */
@SuppressWarnings("ArrayRecordComponent") // tokens, which are only read
public record TokenExample(int[] ids, int from, double weight, Optional<SoftTarget> soft) {
    public TokenExample {
        if (from < 1 || from >= ids.length) {
            throw new IllegalArgumentException("Of " + ids.length + " tokens those from " + from
                    + " on should be predicted: give 1 to " + (ids.length - 1));
        }
        if (soft.isPresent() && soft.get().rows() != ids.length - from) {
            throw new IllegalArgumentException(
                    (ids.length - from) + " tokens count, and " + soft.get().rows() + " have a soft target");
        }
    }

    /** A text whose own tokens are learned. */
    public TokenExample(int[] ids, int from, double weight) {
        this(ids, from, weight, Optional.empty());
    }

    /** Tokens whose prediction counts. */
    public int counted() {
        return ids.length - from;
    }

    /** The same, learned from a target. */
    public TokenExample towards(SoftTarget target) {
        return new TokenExample(ids, from, weight, Optional.of(target));
    }

    /** The same of another weight. */
    public TokenExample weighing(double other) {
        return new TokenExample(ids, from, other, soft);
    }
}
