package dev.twt.job;

import dev.twt.config.LimitsConfig;
import dev.twt.config.TeacherConfig;
import java.time.Duration;

/**
 * What the real run of one teacher is to expect, by what its rehearsal took.
 *
 * @param requests that will be sent, those sent again included
 * @param usd at the configured prices
 * @param seconds at the configured limits
 * @param heldBy what decides the time
 */
record RealOutlook(
        String teacher,
        long requests,
        long promptTokens,
        long completionTokens,
        double usd,
        double seconds,
        String heldBy) {
    /** The governor spreads the limit of a minute over this many seconds, so that no minute ever holds more. */
    private static final double SPREAD = 65;
    /** What the governor counts for a prompt, against the four characters a token that were counted here. */
    private static final double PROMPT_BOUND = 2;

    private static final double TOKENS_PRICED = 1e6;

    /**
     * What the rehearsal took.
     *
     * @param answers recorded
     * @param requests that reached the server
     */
    record Rehearsed(long answers, long promptTokens, long completionTokens, long requests) {}

    /** @param factor questions of the real run to one of the rehearsal */
    static RealOutlook of(TeacherConfig teacher, Rehearsed rehearsed, double factor, Duration latency) {
        int together = teacher.answersARequest();
        double requests = Math.max(rehearsed.requests(), (double) rehearsed.answers() / together) * factor;
        double prompt = rehearsed.promptTokens() * factor;
        double completion = rehearsed.completionTokens() * factor;
        double usd =
                (prompt * teacher.price().input() + completion * teacher.price().output()) / TOKENS_PRICED;
        LimitsConfig limits = teacher.limits();
        double reserved = together
                * (PROMPT_BOUND * rehearsed.promptTokens() / rehearsed.answers()
                        + teacher.sampling().maxTokens());
        double byRequests = limits.requestsPerMinute() == 0 ? 0 : requests / limits.requestsPerMinute() * SPREAD;
        double byTokens = limits.tokensPerMinute() == 0 ? 0 : requests * reserved / limits.tokensPerMinute() * SPREAD;
        double byFlight = requests * latency.toMillis() / 1e3 / limits.inFlight();
        double seconds = Math.max(byFlight, Math.max(byRequests, byTokens));
        String heldBy = seconds == byTokens && byTokens > 0
                ? "tokens-per-minute"
                : seconds == byRequests && byRequests > 0 ? "requests-per-minute" : "in-flight";
        return new RealOutlook(
                teacher.name(), Math.round(requests), Math.round(prompt), Math.round(completion), usd, seconds, heldBy);
    }
}
