package dev.twt.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Takes a number and its own rounding for the same: 0.67 and 2/3, 3.14 and 3.1416. The rounded one must show at least
 * two decimals and two significant digits, and the other at least two decimals more; so 12.5 and 12.49 stay different.
 */
final class Rounded {

    private static final int LEAST_DECIMALS = 2;
    private static final int LEAST_PRECISION = 2;
    private static final int MORE_DECIMALS = 2;

    /** Decimals given to a fraction that has no last one. */
    private static final int ENDLESS = 40;

    private static final int LONGEST = 150;

    private Rounded() {}

    /** Both in canonical form. Symmetric. */
    static boolean same(String left, String right) {
        if (left.isEmpty() || right.isEmpty() || left.length() > LONGEST || right.length() > LONGEST) {
            return false;
        }
        BigDecimal first = decimal(left);
        BigDecimal second = decimal(right);
        return first.scale() <= second.scale() ? rounds(second, first) : rounds(first, second);
    }

    private static boolean rounds(BigDecimal exact, BigDecimal rounded) {
        return rounded.scale() >= LEAST_DECIMALS
                && rounded.precision() >= LEAST_PRECISION
                && exact.scale() - rounded.scale() >= MORE_DECIMALS
                && exact.setScale(rounded.scale(), RoundingMode.HALF_UP).compareTo(rounded) == 0;
    }

    private static BigDecimal decimal(String canonical) {
        int slash = canonical.indexOf('/');
        if (slash < 0) {
            return new BigDecimal(canonical);
        }
        BigDecimal top = new BigDecimal(new BigInteger(canonical.substring(0, slash)));
        BigDecimal bottom = new BigDecimal(new BigInteger(canonical.substring(slash + 1)));
        return top.divide(bottom, new MathContext(ENDLESS * 3)).setScale(ENDLESS, RoundingMode.HALF_EVEN);
    }
}
