package dev.twt.generation;

import dev.twt.config.BudgetConfig;

/**
 * What a run may spend.
 *
 * @param budget of the workspace; what the ledger holds counts against it
 * @param uncertainUsd of earlier runs: requests whose answers never came and may have been billed, in US dollars
 * @param uncertainTokens likewise in tokens
 */
public record Funds(BudgetConfig budget, double uncertainUsd, long uncertainTokens) {
    /** No limit. */
    public static Funds unlimited() {
        return new Funds(BudgetConfig.none(), 0, 0);
    }
}
