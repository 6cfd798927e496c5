package dev.twt.config;

import java.io.Serializable;

/**
 * What one teacher may be asked, over the whole cluster.
 *
 * @param requestsPerMinute 0: no limit
 * @param tokensPerMinute prompt tokens and the longest answer together; 0: no limit
 * @param inFlight requests under way at once
 */
public record LimitsConfig(long requestsPerMinute, long tokensPerMinute, int inFlight) implements Serializable {
    /** No limit a minute. */
    public static LimitsConfig none() {
        return new LimitsConfig(0, 0, 64);
    }
}
