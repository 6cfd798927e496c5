package dev.twt.config;

import java.util.Locale;

/**
 * What a student learns in stage free of self-distillation, see {@link TrainMethod#SELF_DISTILLATION}.
 *
 * @param share of the student's own beliefs; the rest is the answer in the set. Above 0, at most 1
 * @param most so many of the most likely tokens are told one by one, all others together; 1 or more
 * @param maxTokens longest that the student reasons about a question, 1 or more
 */
public record SoftTargetsConfig(double share, int most, int maxTokens) {
    /** As in the reference. */
    public static final SoftTargetsConfig STANDARD = new SoftTargetsConfig(1, 32, 512);

    /** All that the weights depend on. */
    public String words() {
        return String.format(
                Locale.ROOT, "share %s, %d tokens named, reasoning of up to %d tokens", share, most, maxTokens);
    }
}
