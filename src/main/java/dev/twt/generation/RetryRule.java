package dev.twt.generation;

import dev.twt.config.RetryConfig;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** When a request that may succeed later is sent again: exponential backoff with jitter, or as the server asks. */
final class RetryRule {
    /** Doubling further would only overflow. */
    private static final int MOST_DOUBLINGS = 30;

    private final RetryConfig config;
    private final DoubleSupplier random;

    /** @param random uniform in [0, 1) */
    RetryRule(RetryConfig config, DoubleSupplier random) {
        this.config = config;
        this.random = random;
    }

    boolean allowsAnother(int attempts) {
        return attempts < config.attempts();
    }

    /** Whether a request that cannot be sent at all is kept: as long as its attempts could have taken at most. */
    boolean allowsWaiting(long nanosSinceFirst) {
        return nanosSinceFirst < config.attempts() * config.longestWait().toNanos();
    }

    /**
     * How long to wait, in nanoseconds.
     *
     * @param attempts how often the request was sent
     * @param asked what the server asks for, or null
     */
    long waitNanos(int attempts, Duration asked) {
        double longest = config.longestWait().toNanos();
        if (asked != null) {
            // Never sooner than asked; a little later, so that not everybody comes back at once.
            return (long) (Math.min(longest, asked.toNanos()) * (1 + 0.1 * random.getAsDouble()));
        }
        double mean = config.firstWait().toNanos() * (double) (1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return (long) Math.min(longest, mean * (0.5 + random.getAsDouble()));
    }
}
