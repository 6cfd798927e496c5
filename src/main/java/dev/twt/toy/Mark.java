package dev.twt.toy;

import java.util.Locale;

/**
 * What a model did in an exam.
 *
 * @param asked questions
 * @param right those whose answer was the right one
 * @param tokens that were written, the ending one of each answer aside
 */
public record Mark(String name, int asked, int right, long tokens) {
    /** Two-sided 95 % of the normal distribution. */
    private static final double Z = 1.959964;

    /** The heading of {@link #line}. */
    public static final String HEADING =
            String.format("%-34s %8s  %-15s %8s", "", "accuracy", "95 % interval", "tokens");

    /** The share of right answers. */
    public double accuracy() {
        return right / (double) asked;
    }

    /** Lower bound of the accuracy by Wilson's score interval (Wilson, 1927). */
    double low() {
        return middle() - half();
    }

    double high() {
        return middle() + half();
    }

    private double middle() {
        return (accuracy() + Z * Z / (2 * asked)) / (1 + Z * Z / asked);
    }

    private double half() {
        double spread = accuracy() * (1 - accuracy()) / asked + Z * Z / (4.0 * asked * asked);
        return Z * Math.sqrt(spread) / (1 + Z * Z / asked);
    }

    /** A row of the table: accuracy, its interval, tokens of a mean answer. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-34s %8.3f  %.3f to %.3f  %8.1f",
                name,
                accuracy(),
                low(),
                high(),
                tokens / (double) asked);
    }
}
