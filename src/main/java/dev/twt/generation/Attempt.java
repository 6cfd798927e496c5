package dev.twt.generation;

import dev.twt.generation.governor.Reservation;
import dev.twt.model.text.ChatMessage;
import java.util.List;

/**
 * What is about to be sent in one request: a question for one sample, or for several of the same teacher.
 *
 * @param requests one or more of the plan, which differ in their sample only
 * @param worst what it takes at worst
 * @param number how often it will have been sent then, from 1
 * @param begun when it was first to be sent, in nanoseconds of the system's clock
 */
record Attempt(List<PlannedRequest> requests, List<ChatMessage> messages, Reservation worst, int number, long begun) {
    Attempt {
        requests = List.copyOf(requests);
    }

    Attempt next() {
        return new Attempt(requests, messages, worst, number + 1, begun);
    }

    /** The same attempt, as if it were to be sent only now. */
    Attempt begunAt(long now) {
        return new Attempt(requests, messages, worst, number, now);
    }

    /** The same for some of its samples. */
    Attempt with(List<PlannedRequest> some, Reservation worstOfSome) {
        return new Attempt(some, messages, worstOfSome, number, begun);
    }
}
