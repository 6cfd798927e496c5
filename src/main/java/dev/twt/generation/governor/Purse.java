package dev.twt.generation.governor;

import dev.twt.config.BudgetConfig;
import java.util.Optional;

/** What is left of a budget, for requests that one place submits together. Not safe for use by several threads. */
public final class Purse {
    private final Budget budget;
    private final Account account;

    /**
     * @param spentUsd US dollars that the budget has lost before, what is reserved elsewhere included
     * @param spentTokens likewise tokens
     */
    public Purse(BudgetConfig budget, double spentUsd, long spentTokens) {
        this.budget = Budget.of(budget);
        this.account = new Account(Amount.of(spentTokens, spentUsd));
    }

    /** Reserves what a request takes at worst; if that does not fit, nothing is reserved, and the answer is why. */
    public Optional<String> reserve(String teacher, Reservation worst) {
        Amount amount = Amount.of(worst);
        Optional<Refusal> refusal = budget.refusal(teacher, amount, account);
        if (refusal.isEmpty()) {
            // Nothing is given back before all is submitted: it counts as spent.
            account.spend(amount);
        }
        return refusal.flatMap(Refusal::exhausted);
    }
}
