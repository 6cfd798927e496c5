package dev.twt.embedding;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.EmbeddingConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Adds a sentence embedding of the rationale to each response. */
public final class RationaleEmbeddings {
    private RationaleEmbeddings() {}

    /**
     * Responses with a column {@code embedding} (array of floats): the rationale's unit vector, null where the outcome is not
     * answered, the rationale is blank or, with source {@code column}, the table has none. Nothing is embedded yet; the
     * model is opened once on the driver so that a broken one is reported here, and a table is looked at once for requests
     * that stand in it twice. Selection reads the rows more than
     * once, so write or persist them in between.
     *
     * @param responses rows with request_id, outcome and rationale; further columns are kept
     * @throws UserException where the model or the table cannot be used
     */
    public static Dataset<Row> add(Dataset<Row> responses, EmbeddingConfig config) {
        return switch (config.source()) {
            case "column" -> given(responses, config.path());
            case "minilm", "folder" -> made(responses, config);
            default ->
                throw new UserException(
                        "embedding.source = " + config.source(),
                        "there is no such source",
                        "Take minilm, folder or column");
        };
    }

    private static Dataset<Row> given(Dataset<Row> responses, String path) {
        if (!path.isBlank()) {
            return EmbeddingTable.join(responses, path);
        }
        EmbeddingTable.check(responses, "the responses (embedding.source = column, embedding.path is empty)");
        return responses.withColumn(
                ScoredColumns.EMBEDDING, col(ScoredColumns.EMBEDDING).cast("array<float>"));
    }

    private static Dataset<Row> made(Dataset<Row> responses, EmbeddingConfig config) {
        SharedEmbedders.jvm().lease(config).close();
        Dataset<Row> rows = responses.drop(ScoredColumns.EMBEDDING);
        StructType schema =
                rows.schema().add(ScoredColumns.EMBEDDING, DataTypes.createArrayType(DataTypes.FloatType, false));
        List<String> columns = Arrays.asList(rows.columns());
        EmbedPartition embed = new EmbedPartition(
                config, columns.indexOf(ResponseColumns.RATIONALE), columns.indexOf(ResponseColumns.OUTCOME));
        return rows.mapPartitions(embed, Encoders.row(schema));
    }
}
