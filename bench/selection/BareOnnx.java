import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** all-MiniLM-L6-v2 by ONNX Runtime and nothing else: one thread, batches of 8 texts of like length. */
final class BareOnnx implements AutoCloseable {
    private static final int BATCH = 8;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    BareOnnx() throws OrtException, IOException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                InputStream model = resource("/all-minilm-l6-v2.onnx");
                InputStream words = resource("/all-minilm-l6-v2-tokenizer.json")) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.readAllBytes(), options);
            tokenizer = HuggingFaceTokenizer.newInstance(
                    words, Map.of("truncation", "true", "maxLength", "256", "padding", "false"));
        }
    }

    private static InputStream resource(String name) {
        return BareOnnx.class.getResourceAsStream(name);
    }

    /** Unit vectors, in the order of the texts. */
    float[][] vectors(List<String> texts) throws OrtException {
        long[][] ids = new long[texts.size()][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokenizer.encode(texts.get(i)).getIds();
        }
        Integer[] order = new Integer[ids.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt(i -> ids[i].length));
        float[][] vectors = new float[ids.length][];
        for (int from = 0; from < order.length; from += BATCH) {
            run(ids, Arrays.copyOfRange(order, from, Math.min(from + BATCH, order.length)), vectors);
        }
        return vectors;
    }

    private void run(long[][] ids, Integer[] members, float[][] vectors) throws OrtException {
        int length = ids[members[members.length - 1]].length;
        long[][] tokens = new long[members.length][length];
        long[][] mask = new long[members.length][length];
        for (int m = 0; m < members.length; m++) {
            int own = ids[members[m]].length;
            System.arraycopy(ids[members[m]], 0, tokens[m], 0, own);
            Arrays.fill(mask[m], 0, own, 1);
        }
        try (OnnxTensor tokenTensor = OnnxTensor.createTensor(environment, tokens);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[members.length][length]);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", tokenTensor, "attention_mask", maskTensor, "token_type_ids", types),
                        Set.of(session.getOutputNames().iterator().next()))) {
            float[][][] states = (float[][][]) result.get(0).getValue();
            for (int m = 0; m < members.length; m++) {
                vectors[members[m]] = unitMean(states[m], ids[members[m]].length);
            }
        }
    }

    private static float[] unitMean(float[][] states, int tokens) {
        float[] mean = new float[states[0].length];
        double squares = 0;
        for (int d = 0; d < mean.length; d++) {
            double sum = 0;
            for (int t = 0; t < tokens; t++) {
                sum += states[t][d];
            }
            mean[d] = (float) (sum / tokens);
            squares += (double) mean[d] * mean[d];
        }
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= (float) Math.sqrt(squares);
        }
        return mean;
    }

    @Override
    public void close() throws OrtException {
        session.close();
        tokenizer.close();
    }
}
