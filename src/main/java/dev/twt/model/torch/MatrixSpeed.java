package dev.twt.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;

/** How fast this machine multiplies matrices, which is what models mostly do. */
public final class MatrixSpeed {
    private static final int ROWS = 512;
    private static final int WIDTH = 1024;

    /** Operations of a product: a multiplication and an addition for each of its terms. */
    private static final double OPERATIONS = 2.0 * ROWS * WIDTH * WIDTH;

    private static final long LONG_ENOUGH = 300_000_000;

    private MatrixSpeed() {}

    /** Operations a second with float32, by products for a third of a second. */
    public static double measured() {
        try (PtNDManager manager = TorchEngine.newManager()) {
            NDArray left = manager.ones(new Shape(ROWS, WIDTH));
            NDArray right = manager.ones(new Shape(WIDTH, WIDTH));
            multiply(left, right);
            long begin = System.nanoTime();
            long times = 0;
            long took;
            do {
                multiply(left, right);
                times++;
                took = System.nanoTime() - begin;
            } while (took < LONG_ENOUGH);
            return times * OPERATIONS / (took / 1e9);
        }
    }

    private static void multiply(NDArray left, NDArray right) {
        try (NDArray product = left.matMul(right)) {
            // The value of one element waits for the product.
            product.getFloat(0, 0);
        }
    }
}
