package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.transform;

import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/** Column expressions over arrays of floats, in the forms that a GPU takes. */
public final class Vectors {
    /**
     * Dimensions of a block. More make fewer rows, but from about 36 on the method that Spark generates exceeds the
     * 8,000 bytes that the JVM compiles.
     */
    static final int BLOCK = 16;

    private static final double FINITE = 1e300;

    private Vectors() {}

    /** Euclidean length; null for a null vector or one with null in it. Keep it as a column: in a lambda it is O(d²). */
    public static Column norm(String vector) {
        Column squares = transform(col(vector), x -> x.cast("double").multiply(x.cast("double")));
        return sqrt(aggregate(squares, lit(0d), (sum, x) -> sum.plus(x)));
    }

    /** Whether a vector of that norm has a direction: not null, not zero, without NaN and infinity. */
    public static Column hasDirection(Column norm) {
        return coalesce(norm.gt(0).and(norm.lt(FINITE)), lit(false));
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
