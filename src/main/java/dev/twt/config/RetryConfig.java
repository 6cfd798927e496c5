package dev.twt.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often and when a request that may succeed later is sent again.
 *
 * @param attempts times it is sent in all, at least 1
 * @param firstWait mean wait before the second time; doubles from time to time
 * @param longestWait no wait is longer, whatever the server asks for
 * @param hedgeAfter after so long without an answer the request is sent a second time, and the first good answer counts;
 *     zero: never
 */
public record RetryConfig(int attempts, Duration firstWait, Duration longestWait, Duration hedgeAfter)
        implements Serializable {
    /** Without second sendings. */
    public RetryConfig(int attempts, Duration firstWait, Duration longestWait) {
        this(attempts, firstWait, longestWait, Duration.ZERO);
    }

    /** Whether slow requests are sent a second time. */
    public boolean hedges() {
        return !hedgeAfter.isZero();
    }

    /** The reference's defaults. */
    public static RetryConfig standard() {
        return new RetryConfig(8, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }
}
