package dev.twt.generation;

import dev.twt.generation.governor.Reservation;
import dev.twt.model.text.ChatMessage;
import java.util.List;

/**
 * A request that is about to be sent.
 *
 * @param number how often it will have been sent then, from 1
 * @param begun when it was first to be sent, in nanoseconds of the system's clock
 * @param worst what it takes at worst
 */
record Attempt(PlannedRequest request, List<ChatMessage> messages, Reservation worst, int number, long begun) {
    Attempt next() {
        return new Attempt(request, messages, worst, number + 1, begun);
    }

    /** The same attempt, as if it were to be sent only now. */
    Attempt begunAt(long now) {
        return new Attempt(request, messages, worst, number, now);
    }
}
