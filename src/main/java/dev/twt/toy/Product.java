package dev.twt.toy;

import java.util.random.RandomGenerator;

/**
 * Such as 17*6.
 *
 * @param first 2 to 19
 * @param second the same
 */
record Product(int first, int second) {
    /** What everything is divided by: a prime, so that no half of an answer can be had without the rest. */
    static final int DIVISOR = 5;

    /** The largest factor. */
    static final int MOST = 19;

    private static final int LEAST = 2;

    static Product draw(RandomGenerator random) {
        return new Product(random.nextInt(LEAST, MOST + 1), random.nextInt(LEAST, MOST + 1));
    }

    /** What remains of it. */
    int remainder() {
        return first * second % DIVISOR;
    }

    @Override
    public String toString() {
        return first + "*" + second;
    }
}
