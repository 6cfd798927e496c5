package dev.twt.serving;

import java.util.SplittableRandom;

/** Seeds of the answers to one request. */
final class ChoiceSeeds {
    private ChoiceSeeds() {}

    /** The first has the request's seed; the others have none that a neighbouring seed's request would have. */
    static long[] of(long seed, int count) {
        long[] seeds = new SplittableRandom(seed).longs(count).toArray();
        seeds[0] = seed;
        return seeds;
    }
}
