package dev.twt.toy;

import java.util.random.RandomGenerator;

/**
 * One step of a chain: plus, or times a number that has no factor in common with ten, so that every last digit stays as
 * likely as any other.
 *
 * @param sign + or *
 * @param by 1 to 9, with * one of 3, 7 and 9
 */
record Operation(char sign, int by) {
    private static final int[] UNITS = {3, 7, 9};

    static Operation draw(RandomGenerator random) {
        return random.nextInt(3) == 0
                ? new Operation('*', UNITS[random.nextInt(UNITS.length)])
                : new Operation('+', 1 + random.nextInt(9));
    }

    /** The last digit of the result. */
    int on(int digit) {
        return (sign == '+' ? digit + by : digit * by) % 10;
    }

    @Override
    public String toString() {
        return sign + String.valueOf(by);
    }
}
