package dev.twt.generation.governor;

import dev.twt.config.LimitsConfig;
import java.util.Locale;
import java.util.Optional;

/** One teacher's limits and figures. */
final class TeacherAccount {
    /** A request may end at any moment: the next is asked for as soon as the governor bears it. */
    private static final long ANY_MOMENT = 0;

    private final String teacher;
    private final RateLimit requests;
    private final RateLimit tokens;
    private final InFlight inFlight;
    private final Account account = new Account(Amount.NONE);
    private long granted;
    private long throttled;
    private Optional<String> exhausted = Optional.empty();

    /** Limits of which 0 is none. */
    TeacherAccount(String teacher, LimitsConfig limits, RateRule rule, long now) {
        this.teacher = teacher;
        this.requests = new RateLimit(limits.requestsPerMinute(), rule, now);
        this.tokens = new RateLimit(limits.tokensPerMinute(), rule, now);
        this.inFlight = new InFlight(limits.inFlight());
    }

    /** Empty if this teacher's limits let one more request be sent now. */
    Optional<Refusal> refusal(String client, Amount worst, long now) {
        if (exhausted.isPresent()) {
            return exhausted.map(Refusal::never);
        }
        long wait = Math.max(requests.nanosUntil(1, now), tokens.nanosUntil(worst.tokens(), now));
        if (wait == RateLimit.NEVER) {
            return Optional.of(Refusal.never(tooLarge(worst)));
        }
        if (wait > 0) {
            return Optional.of(Refusal.later(wait));
        }
        return inFlight.admits(client, now) ? Optional.empty() : Optional.of(Refusal.later(ANY_MOMENT));
    }

    private String tooLarge(Amount worst) {
        return String.format(
                Locale.ROOT,
                "limits.tokens-per-minute of %s is %,d, and one request with its longest answer may take %,d tokens:"
                        + " raise the limit or lower sampling.max-tokens (or samples-a-request)",
                teacher,
                tokens.limit(),
                worst.tokens());
    }

    /** Nothing is granted any more, to nobody. */
    void exhaust(String why) {
        exhausted = Optional.of(why);
    }

    void grant(String client, Amount worst, long now) {
        requests.take(1, now);
        tokens.take(worst.tokens(), now);
        inFlight.add(client);
        account.reserve(worst);
        granted++;
    }

    /** As if the whole limit had just been used. */
    void startUsedUp(long now) {
        requests.take(requests.limit(), now);
        tokens.take(tokens.limit(), now);
    }

    void ended(String client) {
        inFlight.remove(client);
    }

    void throttled() {
        throttled++;
    }

    Account account() {
        return account;
    }

    TeacherFigures figures() {
        return new TeacherFigures(granted, inFlight.total(), throttled, SpendingFigures.of(account));
    }
}
