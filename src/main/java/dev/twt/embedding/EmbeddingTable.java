package dev.twt.embedding;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.twt.config.UserException;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.Arrays;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Embeddings that some other job made: Parquet with request_id and embedding. */
final class EmbeddingTable {
    private static final String WHERE = "embedding.path";
    private static final String TIMES = "times";

    private EmbeddingTable() {}

    /** Rows with the table's embedding, null where it has none for the request. One job looks at the table's request_id. */
    static Dataset<Row> join(Dataset<Row> responses, String path) {
        Dataset<Row> table = read(responses.sparkSession(), path);
        check(table, WHERE + " = " + path);
        Dataset<Row> vectors = table.select(
                col(ResponseColumns.REQUEST_ID),
                col(ScoredColumns.EMBEDDING).cast("array<float>").as(ScoredColumns.EMBEDDING));
        return responses
                .drop(ScoredColumns.EMBEDDING)
                .join(unique(vectors), new String[] {ResponseColumns.REQUEST_ID}, "left");
    }

    /**
     * A request that stands twice would double its row: one is taken, the same one every time. Whether there is such a
     * request is asked first, of one column: to compare the vectors of all would sort them twice.
     */
    private static Dataset<Row> unique(Dataset<Row> vectors) {
        Row most = vectors.groupBy(ResponseColumns.REQUEST_ID)
                .agg(count(lit(1)).as(TIMES))
                .agg(coalesce(max(TIMES), lit(0L)))
                .first();
        return most.getLong(0) > 1
                ? vectors.groupBy(ResponseColumns.REQUEST_ID)
                        .agg(min(ScoredColumns.EMBEDDING).as(ScoredColumns.EMBEDDING))
                : vectors;
    }

    private static Dataset<Row> read(SparkSession session, String path) {
        try {
            return session.read().parquet(path);
        } catch (Exception e) {
            if (e instanceof AnalysisException || e instanceof SparkException) {
                throw new UserException(
                        WHERE + " = " + path,
                        "it cannot be read as Parquet ("
                                + String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("") + ")",
                        "Name Parquet with the columns request_id and embedding");
            }
            throw e;
        }
    }

    /** Whether the rows bring vectors under the name that selection looks for. */
    static void check(Dataset<Row> rows, String where) {
        for (String column : new String[] {ResponseColumns.REQUEST_ID, ScoredColumns.EMBEDDING}) {
            if (!Arrays.asList(rows.columns()).contains(column)) {
                throw new UserException(
                        where,
                        "there is no column " + column + " (there are " + String.join(", ", rows.columns()) + ")",
                        "Give request_id (string) and embedding (array of floats)");
            }
        }
        DataType type = rows.schema().apply(ScoredColumns.EMBEDDING).dataType();
        if (!(type instanceof ArrayType array)
                || !(array.elementType().equals(DataTypes.FloatType)
                        || array.elementType().equals(DataTypes.DoubleType))) {
            throw new UserException(
                    where, "embedding is " + type.simpleString(), "Give an array of floats or of doubles");
        }
    }
}
