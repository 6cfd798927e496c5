package dev.twt.generation.governor;

import java.util.Optional;

/**
 * Why a request may not be sent now.
 *
 * @param waitNanos after which time to ask again
 * @param exhausted why it never may
 */
record Refusal(long waitNanos, Optional<String> exhausted) {
    static Refusal later(long nanos) {
        return new Refusal(nanos, Optional.empty());
    }

    static Refusal never(String why) {
        return new Refusal(0, Optional.of(why));
    }
}
