package dev.twt.ml;

import dev.twt.config.EmbeddingConfig;
import dev.twt.embedding.TextEmbeddings;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Texts to sentence embeddings: {@code inputCol} (string) to {@code outputCol} (array of floats, a unit vector; null where
 * there is no text). The vectors are those that {@code select} compares; a text's vector does not depend on the texts or
 * partitions beside it. The model is loaded once an executor.
 *
 * <pre>{@code
 * Dataset<Row> embedded = new SentenceEmbedder().setInputCol("rationale").setOutputCol("embedding").transform(rows);
 * }</pre>
 */
public final class SentenceEmbedder extends ColumnTransformer {
    /** The model in the jar: all-MiniLM-L6-v2, 384 dimensions. */
    public static final String MINILM = "minilm";

    private static final long serialVersionUID = 1L;
    private static final int MAX_TOKENS = 256;
    private static final int BATCH_SIZE = 8;

    private final Param<String> modelUrl =
            new Param<>(this, "modelUrl", "minilm, or a folder (path or file: URL) with model.onnx and tokenizer.json");
    private final IntParam maxTokens =
            new IntParam(this, "maxTokens", "longer texts are cut, in tokens", ParamValidators.gtEq(1));
    private final IntParam batchSize =
            new IntParam(this, "batchSize", "texts a run of the model", ParamValidators.gtEq(1));

    public SentenceEmbedder() {
        this(Identifiable.randomUID("SentenceEmbedder"));
    }

    /** @param uid a name of its own, which it keeps when it is saved */
    public SentenceEmbedder(String uid) {
        super(uid, "text", "embedding");
        setDefault(modelUrl, MINILM);
        setDefault(maxTokens, MAX_TOKENS);
        setDefault(batchSize, BATCH_SIZE);
    }

    /** Reads what {@link #save} wrote. */
    public static SentenceEmbedder load(String path) {
        return read().load(path);
    }

    /** Reader for pipelines that hold this stage. */
    public static MLReader<SentenceEmbedder> read() {
        return new Saved().read();
    }

    private static final class Saved implements DefaultParamsReadable<SentenceEmbedder> {
        private static final long serialVersionUID = 1L;
    }

    public Param<String> modelUrl() {
        return modelUrl;
    }

    public IntParam maxTokens() {
        return maxTokens;
    }

    public IntParam batchSize() {
        return batchSize;
    }

    /** Column of texts; "text" unless said. */
    public SentenceEmbedder setInputCol(String column) {
        set(inputCol(), column);
        return this;
    }

    /** Column of vectors; "embedding" unless said. */
    public SentenceEmbedder setOutputCol(String column) {
        set(outputCol(), column);
        return this;
    }

    /**
     * The model: {@link #MINILM}, or a folder with {@code model.onnx} (or {@code onnx/model.onnx}) and
     * {@code tokenizer.json}, as a path or a {@code file:} URL, that the driver and every executor can read.
     */
    public SentenceEmbedder setModelUrl(String url) {
        set(modelUrl, url);
        return this;
    }

    /** Longer texts are cut to so many tokens, from 1; 256 unless said. */
    public SentenceEmbedder setMaxTokens(int tokens) {
        set(maxTokens, tokens);
        return this;
    }

    /** Texts a run of the model, from 1; 8 unless said. */
    public SentenceEmbedder setBatchSize(int texts) {
        set(batchSize, texts);
        return this;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        return TextEmbeddings.add(dataset.toDF(), getInputCol(), getOutputCol(), config());
    }

    private EmbeddingConfig config() {
        String url = text(modelUrl);
        boolean bundled = url.equals(MINILM);
        return new EmbeddingConfig(
                bundled ? MINILM : "folder", bundled ? "" : path(url), whole(maxTokens), whole(batchSize));
    }

    /** @throws dev.twt.config.UserException where the column of texts is not there, or the other is */
    @Override
    public StructType transformSchema(StructType schema) {
        columns(schema).require("inputCol", getInputCol(), DataTypes.StringType);
        columns(schema).requireNew("outputCol", getOutputCol());
        return TextEmbeddings.schema(schema, getOutputCol());
    }

    @Override
    public SentenceEmbedder copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
