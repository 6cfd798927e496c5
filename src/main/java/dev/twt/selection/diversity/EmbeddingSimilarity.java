package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ScoredColumns;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Cosine of the embeddings of two rationales (TwT, section 3.2), exact to about 1e-10. */
public final class EmbeddingSimilarity {
    /** Length of a candidate's embedding, as {@link Vectors#norm} gives it. */
    public static final String NORM = "_norm";

    private static final String NORMS = "_norms";
    private static final String BLOCK = "_block";
    private static final String PART = "_part";
    private static final String LEFT = Pairs.left(ScoredColumns.EMBEDDING);
    private static final String RIGHT = Pairs.right(ScoredColumns.EMBEDDING);

    /**
     * Blocks are summed as whole numbers of this fraction: the sum of doubles would depend on the order in which blocks
     * meet, and with it who wins a tie.
     */
    private static final double SCALE = 1L << 40;

    private EmbeddingSimilarity() {}

    /**
     * Pairs with {@link Pairs#SIMILARITY}. A pair of vectors of different lengths ends the job.
     *
     * @param pairs both members' embedding that {@link Vectors#hasDirection} and its {@link #NORM}
     */
    static Dataset<Row> add(Dataset<Row> pairs) {
        Column[] keys = Pairs.keys();
        Column norms = col(Pairs.left(NORM)).multiply(col(Pairs.right(NORM)));
        Dataset<Row> blocks = pairs.withColumn(NORMS, norms)
                .select(columns(
                        keys,
                        col(LEFT),
                        col(RIGHT),
                        col(NORMS),
                        explode(sequence(lit(0), last(), lit(Vectors.BLOCK))).as(BLOCK)));
        Column part = Vectors.dot(col(LEFT), col(RIGHT), col(BLOCK)).divide(col(NORMS));
        return blocks.select(columns(keys, part.multiply(SCALE).cast("long").as(PART)))
                .groupBy(keys)
                .agg(sum(PART).divide(SCALE).as(Pairs.SIMILARITY));
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
                size(col(LEFT)).cast("string"),
                lit(" and "),
                size(col(RIGHT)).cast("string"),
                lit(" dimensions: they come from different models"));
        return when(size(col(LEFT)).equalTo(size(col(RIGHT))), size(col(LEFT)).minus(1))
                .otherwise(raise_error(message).cast("int"));
    }
}
