package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.col;
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
 * @param least smallest number of dimensions, 0 where there is no vector
 * @param most largest number of dimensions
 */
public record EmbeddingCheck(int least, int most) {
    /** Looks at every row: one aggregation runs on the cluster. */
    public static EmbeddingCheck of(Dataset<Row> rows) {
        Column vector = col(ScoredColumns.EMBEDDING);
        // size(null) is -1 or null, depending on a setting of the session.
        Column size = when(vector.isNotNull(), size(vector));
        Row found = rows.agg(min(size), max(size)).first();
        return found.isNullAt(0) ? new EmbeddingCheck(0, 0) : new EmbeddingCheck(found.getInt(0), found.getInt(1));
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
