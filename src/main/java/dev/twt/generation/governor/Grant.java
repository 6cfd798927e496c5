package dev.twt.generation.governor;

import java.time.Duration;
import java.util.Optional;

/**
 * What a governor allows.
 *
 * @param granted how many of the requests asked for may be sent, from the first
 * @param firstPermit permit of the first of them; the others' follow it one by one
 * @param askAgain after which time to ask again for the rest; zero where all are granted
 * @param exhausted why nothing more will ever be granted in this run, such as a budget that is used up
 */
public record Grant(int granted, long firstPermit, Duration askAgain, Optional<String> exhausted) {
    public static Grant all(int requests, long firstPermit) {
        return new Grant(requests, firstPermit, Duration.ZERO, Optional.empty());
    }
}
