package dev.twt.dataset;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * How often a run says that it lives.
 *
 * @param beat time between two signs
 */
record ClaimRule(Duration beat) {
    static final Duration BEAT = Duration.ofSeconds(10);
    /** Beats that a claim may miss before its run counts as dead. */
    static final int MISSED = 6;

    /** Hadoop's key for another beat, such as 30s. */
    private static final String KEY = "twt.lock.beat";

    private static final long SHORTEST_MILLIS = 100;

    static ClaimRule of(Configuration hadoop) {
        return new ClaimRule(Duration.ofMillis(
                Math.max(SHORTEST_MILLIS, hadoop.getTimeDuration(KEY, BEAT.toMillis(), TimeUnit.MILLISECONDS))));
    }

    /** After so long without a sign a run counts as dead. */
    Duration lapse() {
        return beat.multipliedBy(MISSED);
    }

    /** A holder that could not say so for this long may have been given up by others, soon. */
    Duration doubt() {
        return beat.multipliedBy(MISSED / 2);
    }
}
