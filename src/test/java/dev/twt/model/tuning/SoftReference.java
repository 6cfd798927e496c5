package dev.twt.model.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Made distributions in place of tokens: those of {@code src/test/python/training_fixtures.py}. */
final class SoftReference {
    private static final int VOCABULARY = 258;

    private SoftReference() {}

    /** The examples with distributions; of {@code named} tokens a row it is told, of all others together; 0: of all. */
    static List<TokenExample> of(List<TokenExample> examples, int named) {
        List<TokenExample> soft = new ArrayList<>();
        int at = 0;
        for (TokenExample example : examples) {
            int[][] among = new int[example.counted()][];
            float[][] beliefs = new float[example.counted()][];
            for (int i = 0; i < among.length; i++) {
                among[i] = named(at, named);
                beliefs[i] = beliefs(at, among[i]);
                at++;
            }
            soft.add(example.towards(new SoftTarget(among, beliefs)));
        }
        return soft;
    }

    private static int[] named(int row, int count) {
        return count == 0
                ? IntStream.range(0, VOCABULARY).toArray()
                : IntStream.range(0, count)
                        .map(j -> (37 * row + 11 * j + 5) % VOCABULARY)
                        .toArray();
    }

    private static float[] beliefs(int row, int[] named) {
        double[] weights = IntStream.range(0, VOCABULARY)
                .mapToDouble(j -> Math.exp(3 * Math.sin(7.0 * row + j)))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        float[] beliefs = new float[named.length + 1];
        double rest = 1;
        for (int j = 0; j < named.length; j++) {
            beliefs[j] = (float) (weights[named[j]] / sum);
            rest -= weights[named[j]] / sum;
        }
        beliefs[named.length] = named.length == VOCABULARY ? 0 : (float) rest;
        return beliefs;
    }
}
