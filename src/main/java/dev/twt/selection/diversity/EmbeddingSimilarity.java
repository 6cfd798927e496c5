package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ScoredColumns;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cosine of the embeddings of two rationales (TwT, section 3.2), rounded to 2⁻³⁴, so that what is equal but for the last
 * bits of a double is a tie.
 */
public final class EmbeddingSimilarity {
    /** Largest absolute value in a candidate's embedding, as {@link Vectors#largest} gives it. */
    public static final String LARGEST = "_largest";

    private static final String BLOCK = "_block";
    private static final String TOGETHER = "_lr";
    private static final String LEFT_ALONE = "_ll";
    private static final String RIGHT_ALONE = "_rr";
    private static final String SCALED = "_scale";
    private static final Column LEFT = col(Pairs.left(ScoredColumns.EMBEDDING));
    private static final Column RIGHT = col(Pairs.right(ScoredColumns.EMBEDDING));

    /**
     * Blocks are summed as whole numbers of this fraction of the largest product: the sum of doubles would depend on the
     * order in which blocks meet, and with it who wins a tie.
     */
    private static final double SCALE = 1L << 40;

    private static final double GRID = 1L << 34;

    private EmbeddingSimilarity() {}

    /**
     * Pairs with {@link Pairs#SIMILARITY}. A pair of vectors of different lengths ends the job.
     *
     * <p>The three sums that a cosine needs are made together, block by block: that a vector's own is made once for each
     * of its pairs costs less than a column of lengths, for which Spark has no loop that it compiles.
     *
     * @param pairs both members' embedding that {@link Vectors#hasDirection} and its {@link #LARGEST}
     */
    static Dataset<Row> add(Dataset<Row> pairs) {
        Column[] keys = Pairs.keys();
        Column left = col(Pairs.left(LARGEST));
        Column right = col(Pairs.right(LARGEST));
        return pairs.select(columns(
                        keys,
                        LEFT,
                        RIGHT,
                        scale(left, right).as(SCALED + TOGETHER),
                        scale(left, left).as(SCALED + LEFT_ALONE),
                        scale(right, right).as(SCALED + RIGHT_ALONE),
                        explode(sequence(lit(0), last(), lit(Vectors.BLOCK))).as(BLOCK)))
                .select(columns(
                        keys,
                        part(LEFT, RIGHT, TOGETHER),
                        part(LEFT, LEFT, LEFT_ALONE),
                        part(RIGHT, RIGHT, RIGHT_ALONE)))
                .groupBy(keys)
                .agg(
                        sum(TOGETHER).as(TOGETHER),
                        sum(LEFT_ALONE).as(LEFT_ALONE),
                        sum(RIGHT_ALONE).as(RIGHT_ALONE))
                .select(columns(keys, cosine().as(Pairs.SIMILARITY)));
    }

    private static Column scale(Column one, Column other) {
        return lit(SCALE).divide(one.multiply(other));
    }

    private static Column part(Column one, Column other, String name) {
        return Vectors.dot(one, other, col(BLOCK))
                .multiply(col(SCALED + name))
                .cast("long")
                .as(name);
    }

    private static Column cosine() {
        Column lengths =
                sqrt(col(LEFT_ALONE).cast("double").multiply(col(RIGHT_ALONE).cast("double")));
        return floor(col(TOGETHER).cast("double").divide(lengths).multiply(GRID).plus(0.5))
                .cast("double")
                .divide(GRID);
    }

    private static Column[] columns(Column[] keys, Column... more) {
        return Stream.concat(Arrays.stream(keys), Arrays.stream(more)).toArray(Column[]::new);
    }

    /** Index of the last dimension; a shorter partner would silently count as zeros there. */
    private static Column last() {
        Column message = concat(
                lit("embeddings of question "),
                col(Pairs.QUESTION),
                lit(" have "),
                size(LEFT).cast("string"),
                lit(" and "),
                size(RIGHT).cast("string"),
                lit(" dimensions: they come from different models"));
        return when(size(LEFT).equalTo(size(RIGHT)), size(LEFT).minus(1))
                .otherwise(raise_error(message).cast("int"));
    }
}
