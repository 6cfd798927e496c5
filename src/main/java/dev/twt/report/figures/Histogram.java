package dev.twt.report.figures;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * How often values between 0 and 1 occur.
 *
 * @param of what is counted
 * @param threshold that selection holds it against; null where there is none
 * @param mean of all values; null without one
 * @param missing rows without a value
 * @param bins twenty of the same width, from 0 to 1; what lies outside is counted in the first or the last
 */
public record Histogram(String of, Double threshold, Double mean, long missing, List<Bin> bins) {
    static final int BINS = 20;

    /**
     * Values in one bin.
     *
     * @param from lower end
     * @param to upper end
     * @param kept values of what was kept
     * @param accepted values of what was good enough and not kept
     * @param rejected values of what was not good enough
     */
    public record Bin(double from, double to, long kept, long accepted, long rejected) {
        public long all() {
            return kept + accepted + rejected;
        }
    }

    public Histogram {
        bins = List.copyOf(bins);
    }

    /** Number of the bin of a value. */
    static Column bin(String value) {
        Column number = floor(col(value).cast("double").multiply(lit((double) BINS)));
        return greatest(lit(0L), least(lit(BINS - 1L), number)).cast("int");
    }

    static Bin bin(int number, long kept, long accepted, long rejected) {
        return new Bin((double) number / BINS, (number + 1.0) / BINS, kept, accepted, rejected);
    }

    /** Values that were counted. */
    public long all() {
        return bins.stream().mapToLong(Bin::all).sum();
    }
}
