package dev.twt.serving;

/** Numbers that look random and are the same for the same input. */
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private Draws() {}

    /** Both numbers stirred into one. */
    static long mixed(long one, long other) {
        long z = one * 31 + other + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0, below 1. */
    static double unit(long one, long other) {
        return (mixed(one, other) >>> 11) * UNIT;
    }
}
