package dev.twt.embedding;

import java.nio.FloatBuffer;

/** From a model's output to one unit vector a text, as sentence-transformers' mean pooling and normalisation do. */
final class Pooling {
    private Pooling() {}

    /**
     * Mean of the first {@code count} vectors that start at {@code from}, scaled to length 1.
     *
     * @param values vectors of {@code dims} floats, one after another
     * @param from index of the first vector
     */
    static float[] unitMean(FloatBuffer values, int from, int count, int dims) {
        double[] sum = new double[dims];
        for (int token = from; token < from + count; token++) {
            for (int d = 0; d < dims; d++) {
                sum[d] += values.get(token * dims + d);
            }
        }
        return unit(sum);
    }

    private static float[] unit(double[] vector) {
        double squares = 0;
        for (double v : vector) {
            squares += v * v;
        }
        double norm = Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int d = 0; d < unit.length; d++) {
            // A vector of zeros stays one: it has no direction, and selection says so.
            unit[d] = norm == 0 ? 0 : (float) (vector[d] / norm);
        }
        return unit;
    }
}
