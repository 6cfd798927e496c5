package dev.twt.training.loop;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twt.model.tuning.SoftTarget;
import java.util.Optional;

/**
 * What a student's own reasoning on a question came to; a line of a file.
 *
 * @param number of the example in its set, from 0
 * @param question its id
 * @param tokens that the student wrote
 * @param agrees whether it stated the answer in the set
 * @param among tokens that are named in each row of what it believes; null where its reasoning came to no answer
 * @param beliefs its beliefs, see {@link SoftTarget}; null as those
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SuppressWarnings("ArrayRecordComponent") // a line, which is only written and read
record OwnAnswer(int number, String question, int tokens, boolean agrees, int[][] among, float[][] beliefs) {
    static OwnAnswer none(int number, String question, int tokens) {
        return new OwnAnswer(number, question, tokens, false, null, null);
    }

    static OwnAnswer of(int number, String question, int tokens, boolean agrees, SoftTarget target) {
        return new OwnAnswer(number, question, tokens, agrees, target.among(), target.beliefs());
    }

    /** Empty where its reasoning came to no answer. */
    Optional<SoftTarget> target() {
        return among == null ? Optional.empty() : Optional.of(new SoftTarget(among, beliefs));
    }
}
