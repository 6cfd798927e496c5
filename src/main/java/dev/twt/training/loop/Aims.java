package dev.twt.training.loop;

import dev.twt.model.tuning.SoftTarget;
import java.util.Optional;

/** What is learned of examples where it is not their tokens. */
interface Aims {
    /** The examples' own tokens. */
    Aims TOKENS = (number, answer) -> Optional.empty();

    /**
     * The soft target of an example, if it has one.
     *
     * @param number in its set, from 0
     * @param answer tokens of its completion
     */
    Optional<SoftTarget> of(int number, int[] answer);
}
