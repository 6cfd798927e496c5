package dev.twt.config;

/**
 * Which part of a distillation set is held out, for the student's own validation.
 *
 * @param heldOut share of the questions, 0 to below 1; 0: none
 * @param by {@code question}, or {@code cluster} to keep questions that are nearly one on one side
 */
public record SplitConfig(double heldOut, String by) {
    /** Whether near duplicates go together. */
    public boolean byCluster() {
        return by.equals("cluster");
    }
}
