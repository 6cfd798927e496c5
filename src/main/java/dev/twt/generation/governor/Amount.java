package dev.twt.generation.governor;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Tokens and money, in whole numbers, so that sums are exact.
 *
 * @param tokens prompt and completion tokens
 * @param nanoUsd thousand-millionths of a US dollar
 */
record Amount(long tokens, long nanoUsd) {
    static final Amount NONE = new Amount(0, 0);

    private static final int NANO_DIGITS = 9;
    private static final double MOST_USD = 1e9;

    /** Money is rounded up: what is reserved or spent is never less than what was said. */
    static Amount of(long tokens, double usd) {
        if (tokens < 0 || !(usd >= 0 && usd <= MOST_USD)) {
            throw new IllegalArgumentException("Not an amount: " + tokens + " tokens, " + usd + " US dollars");
        }
        return new Amount(tokens, nano(usd, RoundingMode.CEILING));
    }

    static Amount of(Reservation worst) {
        return of(worst.tokens(), worst.usd());
    }

    /** By the shortest decimal that is this number: 0.29 is 290,000,000 and not one less. */
    static long nano(double usd, RoundingMode rounding) {
        return BigDecimal.valueOf(usd)
                .movePointRight(NANO_DIGITS)
                .setScale(0, rounding)
                .longValueExact();
    }

    Amount plus(Amount other) {
        return new Amount(tokens + other.tokens, nanoUsd + other.nanoUsd);
    }

    Amount minus(Amount other) {
        return new Amount(tokens - other.tokens, nanoUsd - other.nanoUsd);
    }

    double usd() {
        return BigDecimal.valueOf(nanoUsd, NANO_DIGITS).doubleValue();
    }
}
