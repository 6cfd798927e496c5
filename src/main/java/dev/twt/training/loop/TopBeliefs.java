package dev.twt.training.loop;

import dev.twt.model.tuning.SoftTarget;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** What a model believes of the next token: the most likely ones by name, all others as one. */
final class TopBeliefs {
    private TopBeliefs() {}

    /**
     * A row a token.
     *
     * @param logits before each of the tokens
     * @param tokens which are named whatever is believed of them
     * @param most so many of the most likely are named; the whole vocabulary where it has no more
     */
    static SoftTarget of(float[][] logits, int[] tokens, int most) {
        int[][] among = new int[tokens.length][];
        float[][] beliefs = new float[tokens.length][];
        for (int i = 0; i < tokens.length; i++) {
            among[i] = logits[i].length <= most
                    ? IntStream.range(0, logits[i].length).toArray()
                    : likely(logits[i], tokens[i], most);
            beliefs[i] = beliefs(logits[i], among[i]);
        }
        return new SoftTarget(among, beliefs);
    }

    /** The most likely first, and last the token, if it is none of them. */
    private static int[] likely(float[] logits, int token, int most) {
        PriorityQueue<Integer> best = new PriorityQueue<>(Comparator.comparingDouble((Integer id) -> logits[id]));
        for (int id = 0; id < logits.length; id++) {
            if (best.size() < most) {
                best.add(id);
            } else if (logits[id] > logits[best.peek()]) {
                best.poll();
                best.add(id);
            }
        }
        IntStream first = best.stream()
                .sorted(Comparator.comparingDouble((Integer id) -> -logits[id]))
                .mapToInt(Integer::intValue);
        return best.contains(token)
                ? first.toArray()
                : IntStream.concat(first, IntStream.of(token)).toArray();
    }

    /** Of each of those named, and last of any other: 0 to the digit where all are named. */
    private static float[] beliefs(float[] logits, int[] named) {
        double highest = IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i])
                .max()
                .orElseThrow();
        double sum = IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.exp(logits[i] - highest))
                .sum();
        float[] beliefs = new float[named.length + 1];
        double rest = 1;
        for (int j = 0; j < named.length; j++) {
            double belief = Math.exp(logits[named[j]] - highest) / sum;
            beliefs[j] = (float) belief;
            rest -= belief;
        }
        beliefs[named.length] = named.length == logits.length ? 0 : (float) Math.max(0, rest);
        return beliefs;
    }
}
