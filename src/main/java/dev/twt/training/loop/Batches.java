package dev.twt.training.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which examples make a step. In every epoch each stands in one batch; examples of like length stand together where there
 * is one objective, so that little is padding, and all that is random depends on the seed and the epoch alone.
 */
final class Batches {
    /** Batches that are sorted by length together: few enough that a batch remains a random draw of the set. */
    private static final int BUCKET = 50;

    private final int[] lengths;
    private final int size;
    private final long seed;
    private final boolean alike;

    private Batches(int[] lengths, int size, long seed, boolean alike) {
        this.lengths = lengths.clone();
        this.size = size;
        this.seed = seed;
        this.alike = alike;
    }

    /** Of a set: with several objectives each batch is a draw of all, and not of answers or of rationales alone. */
    static Batches of(TokenSet set, int size, long seed) {
        return new Batches(set.lengths(), size, seed, !set.severalObjectives());
    }

    /** Of examples of such lengths, those of like length together. */
    static Batches alike(int[] lengths, int size, long seed) {
        return new Batches(lengths, size, seed, true);
    }

    /** Steps of an epoch. */
    int count() {
        return (lengths.length + size - 1) / size;
    }

    /** The batches of an epoch, counted from 0, as places of examples. */
    List<int[]> of(int epoch) {
        Random random = new Random(Seeds.mixed(seed, epoch));
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
        Collections.shuffle(places, random);
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < places.size(); from += BUCKET * size) {
            List<Integer> bucket = places.subList(from, Math.min(places.size(), from + BUCKET * size));
            if (alike) {
                bucket.sort(Comparator.comparingInt(place -> lengths[place]));
            }
            for (int i = 0; i < bucket.size(); i += size) {
                batches.add(ints(bucket.subList(i, Math.min(bucket.size(), i + size))));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /**
     * A batch in pieces that pass the model at once: longest first, so that what needs the most memory comes first.
     *
     * @param tokensAtOnce most that a piece is long, padding included; a longer example is a piece by itself
     */
    List<int[]> pieces(int[] batch, int tokensAtOnce) {
        int[] sorted = IntStream.of(batch)
                .boxed()
                .sorted(Comparator.comparingInt((Integer place) -> lengths[place])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> pieces = new ArrayList<>();
        for (int from = 0; from < sorted.length; ) {
            int fitting = Math.max(1, tokensAtOnce / Math.max(1, lengths[sorted[from]]));
            int to = Math.min(sorted.length, from + fitting);
            pieces.add(Arrays.copyOfRange(sorted, from, to));
            from = to;
        }
        return pieces;
    }

    private static int[] ints(List<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
