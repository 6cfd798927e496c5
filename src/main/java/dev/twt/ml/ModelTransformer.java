package dev.twt.ml;

import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.generation.TeacherFiles;
import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A stage that asks a language model in the executors' JVM, loaded once an executor. Beside its own column it adds how many
 * tokens the model wrote ({@code tokensCol}, int), how that ended ({@code outcomeCol}: answered, truncated or failed) and
 * why it failed ({@code errorCol}). Where there is no text to ask, all of them are null; one row that fails ends nothing.
 *
 * @param <S> the stage itself, which setters return
 */
public abstract class ModelTransformer<S extends ModelTransformer<S>> extends ColumnTransformer {
    private static final long serialVersionUID = 1L;
    private static final int MAX_TOKENS = 256;
    private static final int BATCH_SIZE = 8;
    private static final String FLOAT32 = "float32";

    private final Param<String> modelUrl =
            new Param<>(this, "modelUrl", "a GGUF file or a Hugging Face folder, as a path or file: URL");
    private final Param<String> tokensCol = new Param<>(this, "tokensCol", "column of the number of tokens written");
    private final Param<String> outcomeCol =
            new Param<>(this, "outcomeCol", "column that says how it ended: answered, truncated or failed");
    private final Param<String> errorCol = new Param<>(this, "errorCol", "column that says why it failed");
    private final Param<String> dtype = new Param<>(
            this,
            "dtype",
            "numbers the model computes with: float32 or bfloat16",
            ParamValidators.inArray(List.of(FLOAT32, "bfloat16")));
    private final IntParam maxTokens =
            new IntParam(this, "maxTokens", "longest answer in tokens", ParamValidators.gtEq(1));
    private final IntParam batchSize =
            new IntParam(this, "batchSize", "answers generated together", ParamValidators.gtEq(1));
    private final DoubleParam temperature =
            new DoubleParam(this, "temperature", "0 is greedy", ParamValidators.gtEq(0));
    private final DoubleParam topP =
            new DoubleParam(this, "topP", "nucleus; 1 keeps all", ParamValidators.inRange(0, 1, false, true));
    private final LongParam seed = new LongParam(this, "seed", "of what is drawn at a temperature above 0");

    ModelTransformer(String uid, String inputColumn, String outputColumn) {
        super(uid, inputColumn, outputColumn);
        setDefault(modelUrl, "");
        setDefault(tokensCol, "tokens");
        setDefault(outcomeCol, "outcome");
        setDefault(errorCol, "error");
        setDefault(dtype, FLOAT32);
        setDefault(maxTokens, MAX_TOKENS);
        setDefault(batchSize, BATCH_SIZE);
        setDefault(temperature, 0.0);
        setDefault(topP, 1.0);
        setDefault(seed, 0L);
    }

    public Param<String> modelUrl() {
        return modelUrl;
    }

    public Param<String> tokensCol() {
        return tokensCol;
    }

    public Param<String> outcomeCol() {
        return outcomeCol;
    }

    public Param<String> errorCol() {
        return errorCol;
    }

    public Param<String> dtype() {
        return dtype;
    }

    public IntParam maxTokens() {
        return maxTokens;
    }

    public IntParam batchSize() {
        return batchSize;
    }

    public DoubleParam temperature() {
        return temperature;
    }

    public DoubleParam topP() {
        return topP;
    }

    public LongParam seed() {
        return seed;
    }

    /** Column of texts to read. */
    public S setInputCol(String column) {
        return with(inputCol(), column);
    }

    /** Column to add. */
    public S setOutputCol(String column) {
        return with(outputCol(), column);
    }

    /**
     * The model: a GGUF file or a Hugging Face folder (a student's {@code model} folder too), as a path or a {@code file:}
     * URL. It has to be at that path on every machine, or be sent along with {@code --files} or {@code --archives}.
     */
    public S setModelUrl(String url) {
        return with(modelUrl, url);
    }

    /** Column of the number of tokens written; "tokens" unless said. */
    public S setTokensCol(String column) {
        return with(tokensCol, column);
    }

    /** Column of how it ended; "outcome" unless said. */
    public S setOutcomeCol(String column) {
        return with(outcomeCol, column);
    }

    /** Column of why it failed; "error" unless said. */
    public S setErrorCol(String column) {
        return with(errorCol, column);
    }

    /** What the model computes with: float32 (unless said) or bfloat16. */
    public S setDtype(String type) {
        return with(dtype, type);
    }

    /** Longest answer in tokens, from 1; 256 unless said. */
    public S setMaxTokens(int tokens) {
        return with(maxTokens, tokens);
    }

    /** Answers generated together by an executor's model, from 1; 8 unless said. */
    public S setBatchSize(int answers) {
        return with(batchSize, answers);
    }

    /** 0, which is greedy, unless said. */
    public S setTemperature(double value) {
        return with(temperature, value);
    }

    /** Above 0, up to 1, which keeps all tokens and is what counts unless said. */
    public S setTopP(double value) {
        return with(topP, value);
    }

    /** Of what is drawn at a temperature above 0. The same text gets the same answer, wherever its row lies. */
    public S setSeed(long value) {
        return with(seed, value);
    }

    @SuppressWarnings("unchecked") // S is the class at hand
    <T> S with(Param<T> param, T value) {
        set(param, value);
        return (S) this;
    }

    /** What is asked and what is added, given the columns. */
    abstract Wording wording(StructType schema);

    /** The stage's own columns, behind those that are there. */
    abstract StructType withOwn(InputColumns columns);

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = transformSchema(dataset.schema());
        TeacherConfig model = model();
        if (text(modelUrl).isBlank() || !TeacherFiles.areHere(model)) {
            throw new UserException(
                    getClass().getSimpleName() + ", modelUrl = "
                            + (text(modelUrl).isBlank() ? "\"\"" : text(modelUrl)),
                    text(modelUrl).isBlank() ? "no model is named" : "there is no such file or folder",
                    "Name a GGUF file or a Hugging Face folder by setModelUrl");
        }
        AskPartition ask =
                new AskPartition(model, wording(dataset.schema()), ((Number) getOrDefault(seed)).longValue());
        return dataset.toDF().mapPartitions(ask, Encoders.row(schema));
    }

    /** @throws UserException where a column that is read is not there, or one that is added is */
    @Override
    public StructType transformSchema(StructType schema) {
        InputColumns columns = columns(schema);
        columns.require("inputCol", getInputCol(), DataTypes.StringType);
        StructType own = withOwn(columns);
        StructType counted = added(own, tokensCol, DataTypes.IntegerType);
        return added(added(counted, outcomeCol, DataTypes.StringType), errorCol, DataTypes.StringType);
    }

    /** A model in the JVM, as those who answer are described. */
    private TeacherConfig model() {
        SamplingConfig sampling = new SamplingConfig(number(temperature), number(topP), whole(maxTokens), List.of());
        return TeacherConfig.ofModel(
                getClass().getSimpleName(), path(text(modelUrl)), "", 1, sampling, whole(batchSize), text(dtype));
    }
}
