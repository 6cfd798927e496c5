package dev.twt.config;

/**
 * The numbers a key takes.
 *
 * @param low smallest
 * @param lowIncluded whether low itself is allowed
 * @param high largest
 * @param highIncluded whether high itself is allowed
 */
record Range(double low, boolean lowIncluded, double high, boolean highIncluded) {
    static Range between(double low, double high) {
        return new Range(low, true, high, true);
    }

    static Range fromBelow(double low, double high) {
        return new Range(low, true, high, false);
    }

    static Range aboveUpTo(double low, double high) {
        return new Range(low, false, high, true);
    }

    static Range atLeast(double low) {
        return new Range(low, true, Double.POSITIVE_INFINITY, false);
    }

    static Range above(double low) {
        return new Range(low, false, Double.POSITIVE_INFINITY, false);
    }

    boolean contains(double value) {
        return (lowIncluded ? value >= low : value > low) && (highIncluded ? value <= high : value < high);
    }

    /** In words: {@code a number of at least 0 and below 1}. */
    String words() {
        String from = (lowIncluded ? "of at least " : "above ") + plain(low);
        if (Double.isInfinite(high)) {
            return "a number " + from;
        }
        return "a number " + from + " and " + (highIncluded ? "at most " : "below ") + plain(high);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
