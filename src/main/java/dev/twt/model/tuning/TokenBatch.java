package dev.twt.model.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Examples that go through the network together, padded at the end to the longest.
 *
 * @param rows number of examples
 * @param columns tokens of the longest
 * @param ids [rows, columns]
 * @param pick elements of {@code ids} that predict a counted token
 * @param targets the tokens that these should predict
 * @param shares factor of each one's loss
 * @param soft what is learned in place of the targets, if it is something else
 */
@SuppressWarnings("ArrayRecordComponent") // made for one reader
record TokenBatch(int rows, int columns, long[] ids, long[] pick, long[] targets, double[] shares, SoftRows soft) {
    /** Tokens, padding included, that go through the network at once unless one example has more: memory is theirs. */
    static final int TOKENS = 2048;

    /** From this many tokens on a batch gains nothing from becoming larger at the price of padding. */
    private static final int ENOUGH = 256;

    /** Examples of like length together, the longest first. */
    static List<TokenBatch> of(List<TokenExample> examples, double scale) {
        List<TokenExample> sorted = new ArrayList<>(examples);
        sorted.sort(Comparator.comparingInt((TokenExample e) -> e.ids().length).reversed());
        List<TokenBatch> batches = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || endsAt(sorted, start, i)) {
                batches.add(pack(sorted.subList(start, i), scale));
                start = i;
            }
        }
        return batches;
    }

    private static boolean endsAt(List<TokenExample> sorted, int start, int i) {
        int columns = sorted.get(start).ids().length;
        boolean full = columns * (i - start + 1) > TOKENS;
        boolean shorter = sorted.get(i).ids().length < 0.8 * columns && columns * (i - start) >= ENOUGH;
        return full || shorter;
    }

    private static TokenBatch pack(List<TokenExample> examples, double scale) {
        int columns = examples.get(0).ids().length;
        int counted = examples.stream().mapToInt(TokenExample::counted).sum();
        TokenBatch batch = new TokenBatch(
                examples.size(),
                columns,
                new long[examples.size() * columns],
                new long[counted],
                new long[counted],
                new double[counted],
                SoftRows.of(examples));
        int at = 0;
        for (int row = 0; row < examples.size(); row++) {
            at = batch.put(examples.get(row), row, at, scale);
        }
        return batch;
    }

    private int put(TokenExample example, int row, int at, double scale) {
        int[] tokens = example.ids();
        int next = at;
        for (int t = 0; t < tokens.length; t++) {
            ids[row * columns + t] = tokens[t];
            if (t >= example.from()) {
                pick[next] = (long) row * columns + t - 1;
                targets[next] = tokens[t];
                shares[next++] = example.weight() * scale;
            }
        }
        return next;
    }
}
