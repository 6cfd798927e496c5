package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/** Column expressions over arrays of floats, in the forms that a GPU takes. */
public final class Vectors {
    /**
     * Dimensions of a block. More make fewer rows, but the three sums of a block of 32 make a method of more than the
     * 8,000 bytes that the JVM compiles.
     */
    static final int BLOCK = 16;

    private static final double FINITE = 1e300;

    private Vectors() {}

    /**
     * Largest absolute value in it, a double; null for a null or an empty vector and for one with null in it. Loops of
     * compiled code make it, and not a lambda, which Spark walks through as a tree, ten times as long.
     */
    public static Column largest(String vector) {
        Column largest = greatest(array_max(col(vector)), array_min(col(vector)).unary_$minus());
        // Where it is not found, null in the array makes the answer null.
        Column whole = not(array_contains(col(vector), Float.POSITIVE_INFINITY));
        return when(whole, largest).cast("double");
    }

    /** Whether a vector with that {@link #largest} has a direction: not null, not zero, without NaN and infinity. */
    public static Column hasDirection(Column largest) {
        return coalesce(largest.gt(0).and(largest.lt(FINITE)), lit(false));
    }

    /** The part of the dot product that the {@link #BLOCK} dimensions from {@code from} on make, as a balanced tree. */
    static Column dot(Column left, Column right, Column from) {
        Column[] terms = IntStream.range(0, BLOCK)
                .mapToObj(k -> from.plus(k))
                .map(at -> get(left, at).cast("double").multiply(get(right, at).cast("double")))
                // get is null past the end, where the last block is not full.
                .map(product -> coalesce(product, lit(0d)))
                .toArray(Column[]::new);
        return tree(terms, 0, terms.length);
    }

    private static Column tree(Column[] terms, int from, int to) {
        if (to - from == 1) {
            return terms[from];
        }
        int middle = (from + to) / 2;
        return tree(terms, from, middle).plus(tree(terms, middle, to));
    }
}
