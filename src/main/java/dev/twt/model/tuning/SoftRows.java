package dev.twt.model.tuning;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The soft targets of a batch as the family's program takes them; without any width where no example has one.
 *
 * @param rows counted tokens of the batch
 * @param width tokens named in a row; shorter rows repeat their first one with a belief of 0
 * @param among [rows, width]
 * @param beliefs [rows, width + 1], the last that of any other token
 */
@SuppressWarnings("ArrayRecordComponent") // made for one reader
record SoftRows(int rows, int width, long[] among, float[] beliefs) {
    static final SoftRows NONE = new SoftRows(0, 0, new long[0], new float[0]);

    /** In the order of the examples and their tokens. Where one example has a soft target, the others' are certain. */
    static SoftRows of(List<TokenExample> examples) {
        int width = examples.stream()
                .flatMap(example -> example.soft().stream())
                .mapToInt(SoftTarget::widest)
                .max()
                .orElse(0);
        if (width == 0) {
            return NONE;
        }
        int count = examples.stream().mapToInt(TokenExample::counted).sum();
        SoftRows rows = new SoftRows(count, width, new long[count * width], new float[count * (width + 1)]);
        int at = 0;
        for (TokenExample example : examples) {
            int[] counted = Arrays.copyOfRange(example.ids(), example.from(), example.ids().length);
            at = rows.put(example.soft().orElseGet(() -> SoftTarget.certain(counted)), at);
        }
        return rows;
    }

    Shape shapeOfAmong() {
        return shape(width);
    }

    Shape shapeOfBeliefs() {
        return shape(width + 1);
    }

    private Shape shape(int columns) {
        return width == 0 ? new Shape(0) : new Shape(rows, columns);
    }

    private int put(SoftTarget target, int at) {
        for (int i = 0; i < target.rows(); i++) {
            int[] named = target.among()[i];
            float[] believed = target.beliefs()[i];
            int token = (at + i) * width;
            int belief = (at + i) * (width + 1);
            for (int j = 0; j < width; j++) {
                among[token + j] = named[j < named.length ? j : 0];
                beliefs[belief + j] = j < named.length ? believed[j] : 0;
            }
            beliefs[belief + width] = believed[named.length];
        }
        return at + target.rows();
    }
}
