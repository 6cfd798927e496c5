package dev.twt.model.tuning;

import dev.twt.model.network.LoraAdapter;
import java.util.SplittableRandom;

/**
 * First values of an adapter, as PEFT chooses them: A uniform in [-b, b] with b = 1 / sqrt(in) (He et al., 2015, for
 * leaky rectifiers with slope sqrt(5)), B zero, so that the model starts as it was.
 */
final class FreshAdapter {
    private FreshAdapter() {}

    /** The values of a matrix depend on the seed and its name alone. */
    static LoraAdapter.Update of(Layout.Slot slot, int rank, long seed) {
        int in = Math.toIntExact(slot.shape()[1]);
        SplittableRandom random = new SplittableRandom(seed * 31 + slot.name().hashCode());
        float bound = (float) (1 / Math.sqrt(in));
        float[] a = new float[rank * in];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) (2 * random.nextDouble() - 1) * bound;
        }
        return new LoraAdapter.Update(a, new float[rank * Math.toIntExact(slot.shape()[0])]);
    }
}
