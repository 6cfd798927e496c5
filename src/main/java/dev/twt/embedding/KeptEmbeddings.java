package dev.twt.embedding;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.EmbeddingConfig;
import dev.twt.dataset.KeptTable;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.dataset.Sha256;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Embeddings that stay in a folder by the sha256 of their text, a sub-folder for each model: none is made twice. */
public final class KeptEmbeddings {
    /** Texts embedded between two writes: some minutes of one core. */
    static final int WAVE = 20_000;

    private static final String TEXT = "_text_sha256";
    private static final StructType KEPT = new StructType()
            .add(TEXT, DataTypes.StringType)
            .add(ScoredColumns.EMBEDDING, DataTypes.createArrayType(DataTypes.FloatType));

    private KeptEmbeddings() {}

    /**
     * Responses with a column {@code embedding} as {@link RationaleEmbeddings#add} makes it. Texts whose vector is not
     * kept are embedded now, on the cluster, and kept.
     *
     * @param responses rows with request_id, outcome and rationale; further columns stay
     * @param root folder of the kept vectors of all models
     */
    public static Dataset<Row> add(
            Dataset<Row> responses, EmbeddingConfig config, String root, KeptTable.Progress progress) {
        return add(responses, config, root, WAVE, progress);
    }

    static Dataset<Row> add(
            Dataset<Row> responses, EmbeddingConfig config, String root, int wave, KeptTable.Progress progress) {
        if (config.source().equals("column")) {
            return RationaleEmbeddings.add(responses, config);
        }
        KeptTable table = new KeptTable(responses.sparkSession(), root + "/model=" + identity(config), KEPT, wave);
        Dataset<Row> keyed = responses.drop(ScoredColumns.EMBEDDING).withColumn(TEXT, key());
        List<String> inputs = List.of(ResponseColumns.RATIONALE, ResponseColumns.OUTCOME);
        return table.join(keyed, inputs, texts -> embedded(texts, config), progress);
    }

    /** What changes a vector: the model, and where it cuts its texts. */
    private static String identity(EmbeddingConfig config) {
        return Sha256.hex(ModelFiles.of(config).fingerprint() + ":" + config.maxTokens())
                .substring(0, 16);
    }

    /** Null for what needs no vector: only whole answers with a rationale are candidates. */
    private static Column key() {
        Column rationale = col(ResponseColumns.RATIONALE);
        Column candidate = col(ResponseColumns.OUTCOME).equalTo("answered").and(rationale.rlike("\\S"));
        return when(candidate, sha2(rationale, 256));
    }

    private static Dataset<Row> embedded(Dataset<Row> texts, EmbeddingConfig config) {
        return RationaleEmbeddings.add(texts, config).select(TEXT, ScoredColumns.EMBEDDING);
    }
}
