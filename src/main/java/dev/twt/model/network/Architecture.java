package dev.twt.model.network;

import java.util.Optional;

/**
 * The numbers that define a network.
 *
 * @param family which mathematics
 * @param name the file's own name for the model
 * @param layers number of layers
 * @param width of the vector that goes from layer to layer
 * @param heads query heads
 * @param keyHeads key and value heads; divides {@code heads}
 * @param headWidth width of one head
 * @param feedForward width inside the feed-forward layers
 * @param vocabulary number of tokens
 * @param context longest sequence in tokens
 * @param epsilon of the RMS norms
 * @param attentionScale factor of the attention scores
 * @param frequencies inverse frequencies of the rotary embedding, {@code headWidth / 2}
 * @param tied whether the output matrix is the embedding
 * @param locality layers that see only a window; empty where every layer sees everything
 */
@SuppressWarnings("ArrayRecordComponent") // a table that is only read
public record Architecture(
        Family family,
        String name,
        int layers,
        int width,
        int heads,
        int keyHeads,
        int headWidth,
        int feedForward,
        int vocabulary,
        int context,
        double epsilon,
        double attentionScale,
        float[] frequencies,
        boolean tied,
        Optional<Locality> locality) {

    /** Shape of a part's tensor in PyTorch's order. */
    public long[] shape(Part part) {
        long queries = (long) heads * headWidth;
        long keys = (long) keyHeads * headWidth;
        return switch (part) {
            case EMBEDDING, OUTPUT -> new long[] {vocabulary, width};
            case QUERY -> new long[] {queries, width};
            case KEY, VALUE -> new long[] {keys, width};
            case QUERY_BIAS -> new long[] {queries};
            case KEY_BIAS, VALUE_BIAS -> new long[] {keys};
            case QUERY_NORM, KEY_NORM -> new long[] {headWidth};
            case ATTENTION_OUTPUT -> new long[] {width, queries};
            case GATE, UP -> new long[] {feedForward, width};
            case DOWN -> new long[] {width, feedForward};
            case FINAL_NORM, ATTENTION_NORM, POST_ATTENTION_NORM, FEED_FORWARD_NORM, POST_FEED_FORWARD_NORM ->
                new long[] {width};
        };
    }

    /** Number of weights. */
    public long parameters() {
        long sum = 0;
        for (Part part : Part.of(family)) {
            if (part != Part.OUTPUT || !tied) {
                sum += elements(shape(part)) * (part.perLayer() ? layers : 1);
            }
        }
        return sum;
    }

    static long elements(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        return product;
    }
}
