package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The two candidates of a question whose rationales are least alike by cosine (TwT, section 3.2). Equal cosines go to
 * the smaller first request_id, then to the smaller second one, so the pick does not depend on where rows lie.
 */
public final class LeastSimilarPair {
    /** Length of a candidate's embedding, as {@link Vectors#norm} gives it. */
    public static final String NORM = "_norm";
    /** request_id of the pair's members, the smaller one first. */
    public static final String FIRST = "_first";

    public static final String SECOND = "_second";
    /** Cosine of the two, exact to about 1e-10. */
    public static final String SIMILARITY = "_similarity";

    /**
     * Blocks are summed as whole numbers of this fraction: the sum of doubles would depend on the order in which blocks
     * meet, and with it who wins a tie.
     */
    private static final double SCALE = 1L << 40;

    private LeastSimilarPair() {}

    /**
     * One row a question with at least two candidates: question_id, {@link #FIRST}, {@link #SECOND} and
     * {@link #SIMILARITY}. A pair of vectors of different lengths ends the job.
     *
     * @param pool question_id, request_id (unique), embedding that {@link Vectors#hasDirection} and its {@link #NORM}
     */
    public static Dataset<Row> of(Dataset<Row> pool) {
        Dataset<Row> blocks = pairs(pool)
                .select(
                        col("q"),
                        col(FIRST),
                        col(SECOND),
                        col("lu"),
                        col("ru"),
                        col("norms"),
                        explode(sequence(lit(0), last(), lit(Vectors.BLOCK))).as("b"));
        Column part = Vectors.dot(col("lu"), col("ru"), col("b")).divide(col("norms"));
        return blocks.select(
                        col("q"),
                        col(FIRST),
                        col(SECOND),
                        part.multiply(SCALE).cast("long").as("part"))
                .groupBy("q", FIRST, SECOND)
                .agg(sum("part").divide(SCALE).as(SIMILARITY))
                .groupBy("q")
                .agg(min(struct(SIMILARITY, FIRST, SECOND)).as("least"))
                .select(
                        col("q").as(ResponseColumns.QUESTION_ID),
                        col("least." + FIRST),
                        col("least." + SECOND),
                        col("least." + SIMILARITY));
    }

    private static Dataset<Row> pairs(Dataset<Row> pool) {
        Dataset<Row> left = side(pool, FIRST, "lu", "ln").withColumnRenamed(ResponseColumns.QUESTION_ID, "q");
        Dataset<Row> right = side(pool, SECOND, "ru", "rn");
        return left.join(
                        right,
                        col("q").equalTo(col(ResponseColumns.QUESTION_ID))
                                .and(col(FIRST).lt(col(SECOND))))
                .withColumn("norms", col("ln").multiply(col("rn")));
    }

    private static Dataset<Row> side(Dataset<Row> pool, String id, String vector, String norm) {
        return pool.select(
                col(ResponseColumns.QUESTION_ID),
                col(ResponseColumns.REQUEST_ID).as(id),
                col(ScoredColumns.EMBEDDING).as(vector),
                col(NORM).as(norm));
    }

    /** Index of the last dimension; a shorter partner would silently count as zeros there. */
    private static Column last() {
        Column message = concat(
                lit("embeddings of question "),
                col("q"),
                lit(" have "),
                size(col("lu")).cast("string"),
                lit(" and "),
                size(col("ru")).cast("string"),
                lit(" dimensions: they come from different models"));
        return when(size(col("lu")).equalTo(size(col("ru"))), size(col("lu")).minus(1))
                .otherwise(raise_error(message).cast("int"));
    }
}
