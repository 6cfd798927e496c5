package dev.twt.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The prompts that one call reads: neighbours of like length that share their beginning with sequences in the cache, so
 * that little is spent on padding and nothing is read twice. Samples of one question share all of it, questions to one
 * teacher its worked examples.
 *
 * @param donors for each prompt the cached sequence that begins with the same {@code start} tokens
 * @param start tokens that need not be read; 0: all are read, and donors mean nothing
 */
record PromptBatch(List<Integer> donors, int start) {
    /** Tokens of one call, padding included; more would not be faster and would take more memory. */
    static final int MOST_TOKENS = 2048;

    /** Fewer tokens than these are read sooner than they are looked up, copied and kept apart from other prompts. */
    static final int LEAST_SHARED = 32;

    private static final double MOST_PADDING = 0.25;

    private record Donor(int row, int shared) {
        static final Donor NONE = new Donor(0, 0);
    }

    int size() {
        return donors.size();
    }

    /**
     * The first prompts of those that wait; at least one.
     *
     * @param waiting prompts in order, not empty
     * @param cached prompts of the sequences in the cache
     */
    static PromptBatch next(List<int[]> waiting, List<int[]> cached) {
        List<Donor> donors = new ArrayList<>();
        for (int[] prompt : waiting) {
            Donor donor = donor(prompt, cached);
            List<int[]> before = waiting.subList(0, donors.size());
            donors.add(donor);
            if (donors.size() > 1 && (!fits(waiting, donors) || waits(prompt, donor, before))) {
                donors.remove(donors.size() - 1);
                break;
            }
        }
        return new PromptBatch(donors.stream().map(Donor::row).toList(), start(donors));
    }

    private static Donor donor(int[] prompt, List<int[]> cached) {
        Donor best = Donor.NONE;
        for (int row = 0; row < cached.size(); row++) {
            int shared = shared(prompt, cached.get(row));
            if (shared >= LEAST_SHARED && shared > best.shared) {
                best = new Donor(row, shared);
            }
        }
        return best;
    }

    /** The last token of a prompt is always read, since it brings the logits. */
    private static int shared(int[] prompt, int[] other) {
        int most = Math.min(prompt.length - 1, other.length);
        int shared = 0;
        while (shared < most && prompt[shared] == other[shared]) {
            shared++;
        }
        return shared;
    }

    private static int start(List<Donor> donors) {
        return donors.stream().mapToInt(Donor::shared).min().orElseThrow();
    }

    /** Whether a prompt had better be read after one of this call, with which it shares more than with the cache. */
    private static boolean waits(int[] prompt, Donor donor, List<int[]> before) {
        return before.stream().anyMatch(other -> shared(prompt, other) >= donor.shared + LEAST_SHARED);
    }

    /** Whether the first prompts make one call; donors are those of all of them. */
    private static boolean fits(List<int[]> waiting, List<Donor> donors) {
        int start = start(donors);
        int longest = 0;
        int sum = 0;
        for (int i = 0; i < donors.size(); i++) {
            if (donors.get(i).shared - start >= LEAST_SHARED) {
                return false;
            }
            int length = waiting.get(i).length - start;
            longest = Math.max(longest, length);
            sum += length;
        }
        int cells = longest * donors.size();
        return cells <= MOST_TOKENS && cells - sum <= MOST_PADDING * cells;
    }
}
