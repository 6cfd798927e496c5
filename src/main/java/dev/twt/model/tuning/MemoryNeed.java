package dev.twt.model.tuning;

import dev.twt.model.network.Architecture;
import dev.twt.model.network.Part;

/** What training takes in native memory, counted from the programs' own tensors. */
final class MemoryNeed {
    private static final int FLOAT = 4;

    private MemoryNeed() {}

    static MemoryEstimate of(Architecture architecture, TuningSettings settings, int examples, int tokens) {
        long all = 0;
        long adapters = 0;
        for (Layout.Slot slot : Layout.of(architecture)) {
            all += slot.size();
            if (slot.target().isPresent()
                    && settings.lora()
                            .filter(l -> l.targets().contains(slot.target().get()))
                            .isPresent()) {
                adapters += settings.lora().get().rank() * (slot.shape()[0] + slot.shape()[1]);
            }
        }
        boolean full = settings.lora().isEmpty();
        long trained = full ? all : adapters;
        long weights = full ? all * FLOAT : all * settings.dtype().bytes() + adapters * FLOAT;
        return new MemoryEstimate(
                weights, trained * FLOAT, 2 * trained * FLOAT, activations(architecture, settings, examples, tokens));
    }

    private static long activations(Architecture a, TuningSettings settings, int examples, int tokens) {
        long together = Math.min((long) examples * tokens, Math.max(tokens, TokenBatch.TOKENS));
        long queries = (long) a.heads() * a.headWidth();
        long keys = (long) a.keyHeads() * a.headWidth();
        // Kept for the way back: norms with their inputs and factors, turned queries and keys, keys and values spread
        // over the heads, what attention gives, and four vectors of the feed-forward layer.
        long layer = 8L * a.width() + 6 * queries + 3 * keys + 4L * a.feedForward();
        if (Part.of(a.family()).contains(Part.QUERY_NORM)) {
            // What the heads' norms read, and what they give before their factors.
            layer += 2 * (queries + keys);
        }
        long kept = together * a.layers() * layer * FLOAT;
        if (settings.dtype() == Dtype.BFLOAT16) {
            kept += kept / 2;
        }
        if (settings.lora().filter(lora -> lora.dropout() > 0).isPresent()) {
            kept += together * a.layers() * 2 * (6L * a.width() + queries + a.feedForward()) * FLOAT;
        }
        long rows = Math.min(together, Math.max(1, LossProgram.LOGITS / a.vocabulary()));
        return kept + 3 * rows * a.vocabulary() * FLOAT;
    }
}
