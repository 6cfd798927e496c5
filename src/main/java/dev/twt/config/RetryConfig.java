package dev.twt.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often and when a request that may succeed later is sent again.
 *
 * @param attempts times it is sent in all, at least 1
 * @param firstWait mean wait before the second time; doubles from time to time
 * @param longestWait no wait is longer, whatever the server asks for
 */
public record RetryConfig(int attempts, Duration firstWait, Duration longestWait) implements Serializable {
    /** The reference's defaults. */
    public static RetryConfig standard() {
        return new RetryConfig(8, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }
}
