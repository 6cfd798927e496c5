package dev.twt.distillation.compression;

import dev.twt.config.CompressConfig;
import java.io.Serializable;

/**
 * How many tokens a rewrite may have. By TwT, section 3.3, the compressed rationale follows the student's performance:
 * where the student answers right by itself it needs less.
 *
 * @param rightShare factor where it does
 * @param leastTokens lower bound
 */
record BudgetRule(double rightShare, int leastTokens) implements Serializable {
    static BudgetRule of(CompressConfig config) {
        return new BudgetRule(config.rightShare(), config.leastTokens());
    }

    /**
     * The budget.
     *
     * @param share of the stage
     * @param original tokens of the kept rationale
     * @param right whether the student's own answer is the kept one; null where it did not try
     */
    int tokens(double share, int original, Boolean right) {
        double wanted = share * (Boolean.TRUE.equals(right) ? rightShare : 1) * original;
        return Math.max(leastTokens, Math.min(original - 1, (int) Math.ceil(wanted)));
    }
}
