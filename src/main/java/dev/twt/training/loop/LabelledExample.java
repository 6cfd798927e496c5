package dev.twt.training.loop;

import dev.twt.model.tuning.TokenExample;
import java.util.Arrays;

/**
 * An example as tokens.
 *
 * @param id of its question, for messages
 * @param tokens prompt and completion
 */
record LabelledExample(String id, TokenExample tokens) {
    int length() {
        return tokens.ids().length;
    }

    /** Tokens that are learned. */
    int learned() {
        return length() - tokens.from();
    }

    int[] prompt() {
        return Arrays.copyOf(tokens.ids(), tokens.from());
    }

    int[] completion() {
        return Arrays.copyOfRange(tokens.ids(), tokens.from(), length());
    }
}
