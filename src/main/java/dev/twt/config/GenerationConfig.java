package dev.twt.config;

import java.time.Duration;

/**
 * How requests are fanned out and recorded.
 *
 * @param tasks Spark tasks a teacher; 0 takes the session's default parallelism
 * @param segmentRows a task publishes a ledger segment after so many rows
 * @param segmentInterval or after so long, whichever comes first
 * @param maxFailureShare share of failed answers of one teacher, of at least 20 asked, above which it is stopped
 * @param retryFailed ask failed requests again in the next run
 * @param retryTruncated ask truncated requests again in the next run
 */
public record GenerationConfig(
        int tasks,
        int segmentRows,
        Duration segmentInterval,
        double maxFailureShare,
        boolean retryFailed,
        boolean retryTruncated) {}
