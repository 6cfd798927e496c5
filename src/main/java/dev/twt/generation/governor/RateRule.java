package dev.twt.generation.governor;

import java.time.Duration;

/**
 * How a limit a window is kept.
 *
 * @param window any span of this length holds no more than the limit
 * @param burst how long unused permission is saved up
 * @param validity longest time from a grant to its request
 */
record RateRule(Duration window, Duration burst, Duration validity) {
    /** A minute; three seconds' worth at once; sent at most two seconds after the grant. */
    static final RateRule MINUTE = new RateRule(Duration.ofMinutes(1), Duration.ofSeconds(3), Duration.ofSeconds(2));

    /**
     * Time over which the limit is spread: a full bucket, what flows in during a window, and what was granted just
     * before it and is sent in it come to the limit and no more.
     */
    long refillNanos() {
        return window.plus(burst).plus(validity).toNanos();
    }

    /** Grants this far apart cannot be sent in one window. */
    long apartNanos() {
        return window.plus(validity).toNanos();
    }
}
