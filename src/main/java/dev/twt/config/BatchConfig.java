package dev.twt.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * Whether and how a teacher is asked through its provider's batch API (backend {@code openai}).
 *
 * @param enabled whether it is asked so, and never one request at a time
 * @param await whether the command waits for the answers; else it ends once everything is submitted
 * @param pollInterval longest time between two looks at a batch
 * @param maxRequests most requests of one batch
 * @param maxBytes most bytes of one batch's file
 * @param attempts batches that a request may be part of until it counts as failed
 * @param completionWindow within which the provider answers, in its words, such as {@code 24h}
 * @param call path of the call each line makes; empty: as the dialect has it
 */
public record BatchConfig(
        boolean enabled,
        boolean await,
        Duration pollInterval,
        int maxRequests,
        long maxBytes,
        int attempts,
        String completionWindow,
        String call)
        implements Serializable {
    /** The reference's defaults: not used. */
    public static BatchConfig none() {
        return new BatchConfig(false, true, Duration.ofMinutes(1), 50_000, 200_000_000, 3, "24h", "");
    }
}
