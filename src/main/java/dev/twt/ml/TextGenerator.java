package dev.twt.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Prompts to what a model says: {@code inputCol} (string) is the user's message under the model's own chat template,
 * {@code outputCol} what it answered. {@link StudentAnswerer} asks questions and finds the answers.
 *
 * <pre>{@code
 * new TextGenerator().setModelUrl("models/my-model.gguf").setInputCol("prompt").setOutputCol("reply").transform(rows);
 * }</pre>
 */
public final class TextGenerator extends ModelTransformer<TextGenerator> {
    private static final long serialVersionUID = 1L;

    private final Param<String> systemPrompt =
            new Param<>(this, "systemPrompt", "the system's message before the prompt; empty for none");

    public TextGenerator() {
        this(Identifiable.randomUID("TextGenerator"));
    }

    /** @param uid a name of its own, which it keeps when it is saved */
    public TextGenerator(String uid) {
        super(uid, "prompt", "text");
        setDefault(systemPrompt, "");
    }

    /** Reads what {@link #save} wrote. */
    public static TextGenerator load(String path) {
        return read().load(path);
    }

    /** Reader for pipelines that hold this stage. */
    public static MLReader<TextGenerator> read() {
        return new Saved().read();
    }

    private static final class Saved implements DefaultParamsReadable<TextGenerator> {
        private static final long serialVersionUID = 1L;
    }

    public Param<String> systemPrompt() {
        return systemPrompt;
    }

    /** The system's message before each prompt; none unless said. */
    public TextGenerator setSystemPrompt(String text) {
        return with(systemPrompt, text);
    }

    @Override
    StructType withOwn(InputColumns columns) {
        return added(columns.schema(), outputCol(), DataTypes.StringType);
    }

    @Override
    Wording wording(StructType schema) {
        return new Said(schema.fieldIndex(getInputCol()), text(systemPrompt));
    }

    @Override
    public TextGenerator copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    private record Said(int prompt, String system) implements Wording {
        @Override
        public int width() {
            return 4;
        }

        @Override
        public String prompt(Row row) {
            return row.isNullAt(prompt) || row.getString(prompt).isBlank() ? null : row.getString(prompt);
        }

        @Override
        public Object[] values(Row row, Reply reply) {
            return new Object[] {reply.text(), reply.tokens(), reply.outcome(), reply.error()};
        }
    }
}
