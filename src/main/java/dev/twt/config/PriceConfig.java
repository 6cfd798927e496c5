package dev.twt.config;

import java.io.Serializable;

/**
 * What tokens cost, in US dollars a million tokens.
 *
 * @param input prompt tokens
 * @param output completion tokens
 * @param cachedInput prompt tokens that the server had in its cache
 * @param batchDiscount share of the price that is taken off for batches, 0 to 1
 */
public record PriceConfig(double input, double output, double cachedInput, double batchDiscount)
        implements Serializable {
    /** What a batch costs less with most providers. */
    public static final double USUAL_DISCOUNT = 0.5;

    private static final double TOKENS_PRICED = 1e6;

    /** Prices without one of their own for cached tokens. */
    public PriceConfig(double input, double output) {
        this(input, output, input, USUAL_DISCOUNT);
    }

    /** What an answer costs in US dollars, asked for at once. */
    public double usd(long promptTokens, long cachedTokens, long completionTokens) {
        long cached = Math.min(cachedTokens, promptTokens);
        return ((promptTokens - cached) * input + cached * cachedInput + completionTokens * output) / TOKENS_PRICED;
    }

    /** What batches cost. */
    PriceConfig inBatches() {
        double share = 1 - batchDiscount;
        return new PriceConfig(input * share, output * share, cachedInput * share, 0);
    }
}
