package dev.twt.teacher;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What each of several answers took of the tokens that the server counts for all of them together. */
final class UsageShares {
    private UsageShares() {}

    /**
     * Whole numbers whose sum is the total. They are the answers' own counts where these add up to it; else they follow
     * the answers' lengths, and no answer with a text has none as long as there is one for each.
     *
     * @param total tokens of all answers
     * @param counted tokens of each answer by its log-probabilities, 0 where it has none
     * @param lengths of the answers' texts
     */
    static int[] of(int total, int[] counted, int[] lengths) {
        boolean complete = IntStream.range(0, counted.length).allMatch(i -> counted[i] > 0 || lengths[i] == 0);
        if (complete && Arrays.stream(counted).asLongStream().sum() == total) {
            return counted.clone();
        }
        int[] shares = byLength(total, lengths);
        for (int i = 0; i < shares.length; i++) {
            int largest = largest(shares);
            if (shares[i] == 0 && lengths[i] > 0 && shares[largest] > 1) {
                shares[largest]--;
                shares[i] = 1;
            }
        }
        return shares;
    }

    /** Rounded down, and what is left given to the largest remainders. */
    private static int[] byLength(int total, int[] lengths) {
        long sum = Arrays.stream(lengths).asLongStream().sum();
        long[] products = IntStream.range(0, lengths.length)
                .mapToLong(i -> (long) total * (sum == 0 ? 1 : lengths[i]))
                .toArray();
        long divisor = sum == 0 ? lengths.length : sum;
        int[] shares =
                Arrays.stream(products).mapToInt(p -> (int) (p / divisor)).toArray();
        int left = total - Arrays.stream(shares).sum();
        IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -(products[i] % divisor)))
                .limit(left)
                .forEach(i -> shares[i]++);
        return shares;
    }

    private static int largest(int[] shares) {
        return IntStream.range(0, shares.length)
                .boxed()
                .max(Comparator.comparingInt(i -> shares[i]))
                .orElse(0);
    }
}
