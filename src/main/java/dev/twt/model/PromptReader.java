package dev.twt.model;

import dev.twt.model.network.KeyValueCache;
import dev.twt.model.network.Logits;
import dev.twt.model.network.Network;
import java.util.List;

/** Reads prompts into the cache. */
final class PromptReader {
    private final Network network;
    private final KeyValueCache cache;

    PromptReader(Network network, KeyValueCache cache) {
        this.network = network;
        this.cache = cache;
    }

    /**
     * Reads prompts into neighbouring rows, padded at their ends: attention looks backwards only, so padding changes
     * nothing, and what it leaves in the cache is overwritten before it is seen.
     *
     * @param row of the first one
     * @param batch which of their beginnings are in the cache
     * @return logits after the last token of each
     */
    Logits read(List<int[]> prompts, int row, PromptBatch batch) {
        int start = batch.start();
        if (start > 0) {
            for (int i = 0; i < prompts.size(); i++) {
                cache.move(batch.donors().get(i), row + i, start);
            }
        }
        if (prompts.size() == 1) {
            return readOne(prompts.get(0), row, start);
        }
        int columns = prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow() - start;
        long[] ids = new long[prompts.size() * columns];
        long[] last = new long[prompts.size()];
        for (int i = 0; i < prompts.size(); i++) {
            int count = prompts.get(i).length - start;
            copy(prompts.get(i), start, count, ids, i * columns);
            last[i] = (long) i * columns + count - 1;
        }
        return network.read(cache, ids, columns, row, start, last);
    }

    /** A long prompt is read in pieces, which keeps the memory of a call small. */
    private Logits readOne(int[] prompt, int row, int from) {
        int start = from;
        for (; prompt.length - start > PromptBatch.MOST_TOKENS; start += PromptBatch.MOST_TOKENS) {
            long[] ids = new long[PromptBatch.MOST_TOKENS];
            copy(prompt, start, ids.length, ids, 0);
            network.read(cache, ids, ids.length, row, start, new long[0]).close();
        }
        long[] ids = new long[prompt.length - start];
        copy(prompt, start, ids.length, ids, 0);
        return network.read(cache, ids, ids.length, row, start, new long[] {ids.length - 1});
    }

    static void copy(int[] from, int start, int count, long[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[start + i];
        }
    }
}
