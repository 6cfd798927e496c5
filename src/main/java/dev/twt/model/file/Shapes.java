package dev.twt.model.file;

/** Sizes of untrusted shapes. */
final class Shapes {
    private Shapes() {}

    /** Number of values of a shape; -1 if it has a negative dimension or more values than fit a long. */
    static long size(long[] shape) {
        long size = 1;
        for (long dimension : shape) {
            if (dimension < 0 || Math.multiplyHigh(size, dimension) != 0 || size * dimension < 0) {
                return -1;
            }
            size *= dimension;
        }
        return size;
    }
}
