package dev.twt.config;

import java.time.Duration;

/**
 * How the server of a rehearsal behaves. Shares are of the requests that reach it, 0 to 1.
 *
 * @param host name under which executors reach the driver; empty: as Spark knows it
 * @param port of the server; 0: any that is free
 * @param latency mean time to an answer
 * @param latencySpread share of the latency by which answers come sooner or later
 * @param answerTokens length of an answer in tokens, about
 * @param throttled refused with 429
 * @param retryAfter what a 429 asks to wait
 * @param failing answered with 500, 502 or 503
 * @param cut broken off in the middle of the answer
 * @param slow answered after {@code slowLatency} more
 * @param refused declined
 * @param truncated broken off at a length limit
 * @param withoutUsage answered without token counts
 * @param disagreeing answered otherwise than most
 * @param requestsPerMinute limit of each teacher that the server itself keeps; 0: the teacher's own
 * @param questions at most so many are asked; 0: as questions.limit says
 * @param select whether the answers are selected as well
 * @param keep true: go on in the workspace of the last rehearsal; false: empty it first
 */
public record RehearseConfig(
        String host,
        int port,
        Duration latency,
        double latencySpread,
        int answerTokens,
        double throttled,
        Duration retryAfter,
        double failing,
        double cut,
        double slow,
        Duration slowLatency,
        double refused,
        double truncated,
        double withoutUsage,
        double disagreeing,
        long requestsPerMinute,
        long questions,
        boolean select,
        boolean keep) {}
