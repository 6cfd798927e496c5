package dev.twt.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.twt.config.EmbeddingConfig;
import dev.twt.config.UserException;
import dev.twt.model.natives.NativeLibraries;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A sentence-embedding model run by ONNX Runtime. Texts are cut to a number of tokens, sorted by length and run in
 * small batches; the mean over a text's own tokens is scaled to length 1. One thread a call: the tasks of an executor
 * are the parallelism.
 */
public final class OnnxEmbedder implements Embedder {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final ModelSignature signature;
    private final String where;
    private final int batchSize;
    private final int dimensions;

    private OnnxEmbedder(ModelFiles files, OrtEnvironment environment, OrtSession session, EmbeddingConfig config)
            throws OrtException, IOException {
        this.environment = environment;
        this.session = session;
        this.where = files.where();
        this.batchSize = config.batchSize();
        this.signature = ModelSignature.of(session, where);
        this.tokenizer = tokenizer(files, config.maxTokens());
        this.dimensions = probe(config.maxTokens());
    }

    /**
     * Opens the model of {@code embedding.source} {@code minilm} or {@code folder}.
     *
     * @throws UserException where a file is absent or broken, or the model is no sentence-embedding model
     */
    public static OnnxEmbedder open(EmbeddingConfig config) {
        ModelFiles files = ModelFiles.of(config);
        NativeLibraries.fromTheClassPathAlone();
        OrtEnvironment environment = environment();
        OrtSession session = session(files, environment);
        try {
            return new OnnxEmbedder(files, environment, session, config);
        } catch (OrtException | IOException e) {
            close(session);
            throw broken(files.where(), "the model cannot be used", e);
        } catch (UserException e) {
            close(session);
            throw e;
        }
    }

    private static OrtEnvironment environment() {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError | IllegalStateException e) {
            UserException told = new UserException(
                    "embedding",
                    "ONNX Runtime's native library could not be loaded (" + NativeLibraries.reason(e) + ")",
                    "It is in the packaged jars for Linux with glibc on x86_64 and aarch64 (docs/packaging.md); to do"
                            + " without embeddings, set selection.diversity.similarity = words");
            told.initCause(e);
            throw told;
        }
    }

    private static OrtSession session(ModelFiles files, OrtEnvironment environment) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return files.session(environment, options);
        } catch (OrtException | IOException e) {
            throw broken(files.where(), "the ONNX file cannot be read", e);
        }
    }

    private static HuggingFaceTokenizer tokenizer(ModelFiles files, int maxTokens) throws IOException {
        // Padding and length in tokenizer.json are those of the export (128 and fixed for MiniLM): ours replace them.
        Map<String, String> options =
                Map.of("truncation", "true", "maxLength", Integer.toString(maxTokens), "padding", "false");
        try {
            return files.tokenizer(options);
        } catch (RuntimeException e) {
            throw broken(files.where(), "tokenizer.json cannot be read", e);
        }
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public float[][] embed(List<String> texts) {
        long[][] ids = new long[texts.size()][];
        Encoding[] encodings = texts.isEmpty() ? new Encoding[0] : tokenizer.batchEncode(texts);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = encodings[i].getIds();
        }
        List<Integer> byLength = IntStream.range(0, ids.length)
                .filter(i -> ids[i].length > 0)
                .boxed()
                .sorted(Comparator.comparingInt(i -> ids[i].length))
                .toList();
        float[][] vectors = new float[ids.length][];
        for (int from = 0; from < byLength.size(); from += batchSize) {
            List<Integer> members = byLength.subList(from, Math.min(from + batchSize, byLength.size()));
            TokenBatch batch = new TokenBatch(members.stream().map(i -> ids[i]).toList());
            float[][] made = run(batch);
            for (int k = 0; k < made.length; k++) {
                vectors[members.get(k)] = made[k];
            }
        }
        return vectors;
    }

    private float[][] run(TokenBatch batch) {
        try {
            Map<String, OnnxTensor> inputs = batch.tensors(environment, signature.tokenTypes());
            try (OrtSession.Result result = session.run(inputs, Set.of(signature.output()))) {
                return pool((OnnxTensor) result.get(0), batch);
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        } catch (OrtException e) {
            throw new IllegalStateException(where + ": " + e.getMessage(), e);
        }
    }

    private float[][] pool(OnnxTensor output, TokenBatch batch) {
        long[] shape = output.getInfo().getShape();
        int dims = (int) shape[shape.length - 1];
        FloatBuffer values = output.getFloatBuffer();
        float[][] vectors = new float[batch.size()][];
        for (int text = 0; text < vectors.length; text++) {
            vectors[text] = signature.pooled()
                    ? Pooling.unitMean(values, text, 1, dims)
                    : Pooling.unitMean(values, text * batch.length(), batch.tokens(text), dims);
        }
        return vectors;
    }

    /** One text as long as may come: shows the length of the vectors, and that the model takes such a length. */
    private int probe(int maxTokens) {
        try {
            float[][] vector = embed(List.of("a ".repeat(maxTokens)));
            if (vector[0] == null) {
                throw new UserException(
                        where, "tokenizer.json makes no token of 'a'", "Take the model's own tokenizer");
            }
            return vector[0].length;
        } catch (IllegalStateException e) {
            throw broken(where, "the model does not take a text of embedding.max-tokens = " + maxTokens, e);
        }
    }

    @Override
    public void close() {
        close(session);
        tokenizer.close();
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UserException broken(String where, String what, Exception cause) {
        UserException e = new UserException(
                where,
                what + " ("
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse("") + ")",
                "Check the model's files, or take embedding.source = minilm");
        e.initCause(cause);
        return e;
    }
}
