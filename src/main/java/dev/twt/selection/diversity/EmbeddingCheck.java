package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.UserException;
import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is to be known of the embeddings before pairs are looked for.
 *
 * @param rows rows looked at
 * @param vectors rows with an embedding
 * @param usable of these, how many have a direction: neither zero nor with null, NaN or infinity in it
 * @param least smallest number of dimensions, 0 where there is no vector
 * @param most largest number of dimensions
 */
public record EmbeddingCheck(long rows, long vectors, long usable, int least, int most) {
    /** Looks at every row: one aggregation runs on the cluster. */
    public static EmbeddingCheck of(Dataset<Row> rows) {
        Column vector = col(ScoredColumns.EMBEDDING);
        // size(null) is -1 or null, depending on a setting of the session.
        Column size = when(vector.isNotNull(), size(vector));
        Row found = rows.withColumn(EmbeddingSimilarity.LARGEST, Vectors.largest(ScoredColumns.EMBEDDING))
                .agg(
                        count(lit(1)),
                        count(size),
                        count(when(Vectors.hasDirection(col(EmbeddingSimilarity.LARGEST)), 1)),
                        min(size),
                        max(size))
                .first();
        return new EmbeddingCheck(
                found.getLong(0),
                found.getLong(1),
                found.getLong(2),
                found.isNullAt(3) ? 0 : found.getInt(3),
                found.isNullAt(4) ? 0 : found.getInt(4));
    }

    /**
     * This, if one cosine can compare them all.
     *
     * @throws UserException where vectors of different lengths are mixed
     */
    public EmbeddingCheck requireOneLength() {
        if (least != most) {
            throw new UserException(
                    "column embedding",
                    "vectors have from " + least + " to " + most + " dimensions",
                    "Embed all rationales with one model");
        }
        return this;
    }
}
