package dev.twt.dataset;

/**
 * The 95% confidence interval of a share by Wilson's score (1927): it stays within [0, 1] and holds for few cases and for
 * shares near 0 and 1, where the plain normal interval does not.
 *
 * @param low lower end
 * @param high upper end
 */
public record WilsonInterval(double low, double high) {
    /** The normal distribution's 97.5% quantile. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval of {@code part} cases out of {@code whole}; all of [0, 1] where there are none.
     *
     * @throws IllegalArgumentException if part is not between 0 and whole
     */
    public static WilsonInterval of(long part, long whole) {
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException(part + " of " + whole);
        }
        if (whole == 0) {
            return new WilsonInterval(0, 1);
        }
        double share = (double) part / whole;
        double z2 = Z * Z;
        double middle = (share + z2 / (2 * whole)) / (1 + z2 / whole);
        double half = Z / (1 + z2 / whole) * Math.sqrt(share * (1 - share) / whole + z2 / (4.0 * whole * whole));
        return new WilsonInterval(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
