package dev.twt.generation.governor;

import dev.twt.config.BudgetConfig;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The most that may be spent.
 *
 * @param nanoUsd thousand-millionths of a US dollar, or {@link #UNLIMITED}
 * @param tokens prompt and completion tokens, or {@link #UNLIMITED}
 * @param whose words before the key in what the user reads, such as {@code "this task's share of "}
 */
record Budget(long nanoUsd, long tokens, String whose) implements Serializable {
    static final long UNLIMITED = -1;

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    static Budget of(BudgetConfig config) {
        return new Budget(
                config.usd() > 0 ? Amount.nano(config.usd(), RoundingMode.HALF_EVEN) : UNLIMITED,
                config.tokens() > 0 ? config.tokens() : UNLIMITED,
                "");
    }

    /** An equal part of what is left. */
    Budget share(Amount spent, int parts) {
        return new Budget(part(nanoUsd, spent.nanoUsd(), parts), part(tokens, spent.tokens(), parts), part(parts));
    }

    private static long part(long most, long spent, int parts) {
        return most == UNLIMITED ? UNLIMITED : Math.max(0, most - spent) / parts;
    }

    /** What another attempt of a task may spend whose first may have spent its share. */
    Budget nothing() {
        return new Budget(
                nanoUsd == UNLIMITED ? UNLIMITED : 0,
                tokens == UNLIMITED ? UNLIMITED : 0,
                "a failed attempt of this task may have spent its share of ");
    }

    private static String part(int parts) {
        return "this task's share (1 of " + parts + ") of what was left of ";
    }

    /** Empty if the worst case of this request fits beside everything spent and reserved. */
    Optional<Refusal> refusal(String teacher, Amount worst, Account account) {
        Optional<Refusal> money = refusal(
                nanoUsd,
                worst.nanoUsd(),
                account.gone().nanoUsd(),
                account.taken().nanoUsd(),
                () -> sentence(
                        "usd",
                        usd(nanoUsd),
                        usd(account.spent().nanoUsd()),
                        usd(account.uncertain().nanoUsd()),
                        teacher,
                        usd(worst.nanoUsd())));
        return money.isPresent()
                ? money
                : refusal(
                        tokens,
                        worst.tokens(),
                        account.gone().tokens(),
                        account.taken().tokens(),
                        () -> sentence(
                                "tokens",
                                count(tokens),
                                count(account.spent().tokens()),
                                count(account.uncertain().tokens()),
                                teacher,
                                count(worst.tokens())));
    }

    private static Optional<Refusal> refusal(long most, long worst, long gone, long taken, Supplier<String> why) {
        if (most == UNLIMITED || worst == 0 || worst <= most - taken) {
            return Optional.empty();
        }
        // Requests under way give back at most what they hold; if even that is too little, no wait helps.
        return Optional.of(worst > most - gone ? Refusal.never(why.get()) : Refusal.later(POLL_NANOS));
    }

    private String sentence(String key, String most, String spent, String uncertain, String teacher, String worst) {
        return whose + "budget." + key + " (" + most + ") is used up: " + spent + " spent, " + uncertain
                + " perhaps spent without an answer, and the next request to " + teacher + " may take " + worst;
    }

    private static String usd(long nano) {
        BigDecimal value = BigDecimal.valueOf(nano, 9).stripTrailingZeros();
        return value.setScale(Math.max(2, value.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString() + " US dollars";
    }

    private static String count(long tokens) {
        return String.format(Locale.ROOT, "%,d tokens", tokens);
    }
}
