package dev.twt.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which prompts are read together: neighbours of like length, so that little is spent on padding. */
final class PromptBatches {
    /** Tokens of one call, padding included; more would not be faster and would take more memory. */
    static final int MOST_TOKENS = 2048;

    private static final double MOST_PADDING = 0.25;

    private PromptBatches() {}

    /** The lengths of each batch, in order; all together they are {@code lengths}. */
    static List<int[]> of(int[] lengths) {
        List<int[]> batches = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= lengths.length; to++) {
            if (to == lengths.length || !fit(lengths, from, to)) {
                batches.add(Arrays.copyOfRange(lengths, from, to));
                from = to;
            }
        }
        return batches;
    }

    /** Whether the prompts from..to, both included, make one call. */
    private static boolean fit(int[] lengths, int from, int to) {
        int longest = 0;
        int sum = 0;
        for (int i = from; i <= to; i++) {
            longest = Math.max(longest, lengths[i]);
            sum += lengths[i];
        }
        int cells = longest * (to - from + 1);
        return cells <= MOST_TOKENS && cells - sum <= MOST_PADDING * cells;
    }
}
