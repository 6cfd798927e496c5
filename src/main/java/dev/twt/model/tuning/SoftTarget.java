package dev.twt.model.tuning;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What somebody believes that the tokens of an answer are: a distribution in place of each token (Hinton, Vinyals and Dean,
 * 2015, arXiv 1503.02531, section 2, at temperature 1). The loss of row i is the cross entropy
 *
 * <pre>- sum over j of beliefs[i][j] log p(among[i][j]) - beliefs[i][last] log p(any other token)</pre>
 *
 * which is the divergence KL(beliefs || p) but for the beliefs' own entropy, and so has the same gradient. All tokens that
 * are not named count as one: where everything is named the divergence is that of the whole distributions, else a lower
 * bound of it.
 *
 * @param among tokens that are named, a row a token of the answer, each once in a row and one at least
 * @param beliefs probability of each of them, and last that of any other; together 1
 */
@SuppressWarnings("ArrayRecordComponent") // made for one reader
public record SoftTarget(int[][] among, float[][] beliefs) {
    public SoftTarget {
        if (among.length != beliefs.length) {
            throw new IllegalArgumentException(among.length + " rows of tokens and " + beliefs.length + " of beliefs");
        }
        for (int i = 0; i < among.length; i++) {
            if (among[i].length == 0 || beliefs[i].length != among[i].length + 1) {
                throw new IllegalArgumentException("Row " + i + " has " + among[i].length + " tokens and "
                        + beliefs[i].length + " beliefs: give one a token and one for all others");
            }
        }
    }

    /** Whoever believes this is sure: the loss is that of the tokens themselves. */
    public static SoftTarget certain(int[] tokens) {
        return new SoftTarget(
                IntStream.of(tokens).mapToObj(token -> new int[] {token}).toArray(int[][]::new),
                IntStream.range(0, tokens.length)
                        .mapToObj(i -> new float[] {1, 0})
                        .toArray(float[][]::new));
    }

    /** The rows of this, then those of another. */
    public SoftTarget then(SoftTarget other) {
        return new SoftTarget(
                Stream.concat(Arrays.stream(among), Arrays.stream(other.among)).toArray(int[][]::new),
                Stream.concat(Arrays.stream(beliefs), Arrays.stream(other.beliefs))
                        .toArray(float[][]::new));
    }

    /** Tokens of the answer. */
    public int rows() {
        return among.length;
    }

    /** Most tokens that are named in a row. */
    int widest() {
        return Arrays.stream(among).mapToInt(row -> row.length).max().orElse(0);
    }

    /**
     * The weighted mean of this and of certainty, whose loss is that of both losses.
     *
     * @param tokens of the answer, each of which is named in its row
     * @param share of this, from 0 to 1
     */
    public SoftTarget mixed(int[] tokens, double share) {
        float[][] mixed = new float[rows()][];
        for (int i = 0; i < mixed.length; i++) {
            float[] row = beliefs[i].clone();
            for (int j = 0; j < row.length; j++) {
                boolean told = j < among[i].length && among[i][j] == tokens[i];
                row[j] = (float) (share * row[j] + (told ? 1 - share : 0));
            }
            mixed[i] = row;
        }
        return new SoftTarget(among, mixed);
    }
}
