package dev.twt.config;

import java.io.Serializable;

/**
 * What a workspace's answers may cost in all, those recorded by earlier runs included.
 *
 * @param usd US dollars by the configured prices; 0: no limit
 * @param tokens prompt and completion tokens of teachers; 0: no limit
 */
public record BudgetConfig(double usd, long tokens) implements Serializable {
    /** Whether anything is limited. */
    public boolean limited() {
        return usd > 0 || tokens > 0;
    }

    public static BudgetConfig none() {
        return new BudgetConfig(0, 0);
    }
}
