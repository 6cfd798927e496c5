package dev.twt.generation.governor;

/**
 * Spending at one moment.
 *
 * @param spentUsd US dollars spent for certain
 * @param spentTokens tokens used for certain
 * @param reservedUsd worst case of requests under way
 * @param uncertainUsd worst case of requests whose end nobody knows; counted against the budget
 * @param uncertainTokens likewise in tokens
 */
public record SpendingFigures(
        double spentUsd, long spentTokens, double reservedUsd, double uncertainUsd, long uncertainTokens) {
    static SpendingFigures of(Account account) {
        return new SpendingFigures(
                account.spent().usd(),
                account.spent().tokens(),
                account.reserved().usd(),
                account.uncertain().usd(),
                account.uncertain().tokens());
    }
}
