package dev.twt.teacher;

import dev.twt.teacher.http.EndpointPool.Health;
import java.util.Collections;
import java.util.List;

/**
 * How one sending of a request ended.
 *
 * @param outcomes one a sample, in their order
 * @param health what it says about the server
 */
record Ending(List<Outcome> outcomes, Health health) {
    Ending {
        outcomes = List.copyOf(outcomes);
    }

    /** The same end for every sample. */
    static Ending all(int samples, Outcome outcome, Health health) {
        return new Ending(Collections.nCopies(samples, outcome), health);
    }

    /** Whether it brought something for at least one sample: no fault, and no refusal of the whole request. */
    boolean good() {
        return outcomes.stream()
                .anyMatch(outcome -> !(outcome instanceof Outcome.Retry || outcome instanceof Outcome.Failed));
    }

    /** Of two ends of one request this one, unless only the earlier one says that it may succeed later. */
    Ending orBetter(Ending earlier) {
        boolean hopeless = outcomes.stream().allMatch(outcome -> outcome instanceof Outcome.Failed);
        return earlier == null || !hopeless ? this : earlier;
    }
}
