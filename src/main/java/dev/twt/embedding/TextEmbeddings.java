package dev.twt.embedding;

import dev.twt.config.EmbeddingConfig;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Vectors of any column of texts; {@link RationaleEmbeddings} knows which rows of a ledger need one. */
public final class TextEmbeddings {
    private TextEmbeddings() {}

    /**
     * Rows with one more column, array of floats: the unit vector of the row's text, null where there is no text, only
     * blanks, or nothing that the tokenizer knows. Nothing is embedded yet; the model is opened once on the driver, so
     * that a broken one is told here.
     *
     * @param text name of a string column
     * @param vector name of the new column, which must not be there
     * @throws dev.twt.config.UserException where the model cannot be used
     */
    public static Dataset<Row> add(Dataset<Row> rows, String text, String vector, EmbeddingConfig config) {
        SharedEmbedders.jvm().lease(config).close();
        List<String> columns = Arrays.asList(rows.columns());
        EmbedPartition embed = new EmbedPartition(config, columns.indexOf(text), EmbedPartition.EVERY_ROW);
        return rows.mapPartitions(embed, Encoders.row(schema(rows.schema(), vector)));
    }

    /** The schema of what {@link #add} returns. */
    public static StructType schema(StructType rows, String vector) {
        return rows.add(vector, DataTypes.createArrayType(DataTypes.FloatType, false));
    }

    /**
     * One vector, made here and now by the model that this JVM's tasks share; null as in {@link #add}.
     *
     * @throws dev.twt.config.UserException where the model cannot be used
     */
    public static float[] of(String text, EmbeddingConfig config) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try (SharedEmbedders.Lease lease = SharedEmbedders.jvm().lease(config)) {
            return lease.embedder().embed(List.of(text))[0];
        }
    }
}
