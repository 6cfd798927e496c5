package dev.twt.model.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.twt.model.torch.TorchProgram;
import java.util.Arrays;

/** Logits of several positions, [rows, vocabulary], in native memory. */
public final class Logits implements AutoCloseable {
    private final IValue value;
    private final TorchProgram decoding;
    private final PtNDManager manager;
    private final int rows;
    private final int vocabulary;

    Logits(IValue value, TorchProgram decoding, PtNDManager manager, int rows, int vocabulary) {
        this.value = value;
        this.decoding = decoding;
        this.manager = manager;
        this.rows = rows;
        this.vocabulary = vocabulary;
    }

    /** A drawn token a row and its log-probability at temperature 1. */
    @SuppressWarnings("ArrayRecordComponent") // made for one reader, who takes the arrays
    public record Draw(int[] tokens, float[] logprobs) {}

    /**
     * Draws a token a row.
     *
     * @param temperature a row; 0 is the most likely token
     * @param topP a row, in (0, 1]
     * @param shares a row, uniform in [0, 1): which part of the distribution's mass lies before the drawn token
     */
    public Draw draw(double[] temperature, double[] topP, double[] shares) {
        boolean plain = false;
        boolean cut = false;
        for (int i = 0; i < rows; i++) {
            plain |= temperature[i] > 0 && topP[i] >= 1;
            cut |= temperature[i] > 0 && topP[i] < 1;
        }
        try (PtNDManager scratch = (PtNDManager) manager.newSubManager();
                IValue t = IValue.from((PtNDArray) scratch.create(temperature));
                IValue p = IValue.from((PtNDArray) scratch.create(topP));
                IValue u = IValue.from((PtNDArray) scratch.create(shares));
                IValue sampled = IValue.from(plain || cut);
                IValue anyPlain = IValue.from(plain);
                IValue anyCut = IValue.from(cut);
                IValue result = decoding.call("draw", value, t, p, u, sampled, anyPlain, anyCut)) {
            return draw(scratch, result.toIValueTuple());
        }
    }

    private static Draw draw(PtNDManager scratch, IValue[] pair) {
        try (IValue tokens = pair[0];
                IValue logprobs = pair[1]) {
            long[] drawn = tokens.toTensor(scratch).toLongArray();
            return new Draw(
                    Arrays.stream(drawn).mapToInt(Math::toIntExact).toArray(),
                    logprobs.toTensor(scratch).toFloatArray());
        }
    }

    /** The values, a row each. */
    public float[][] toArrays() {
        float[][] result = new float[rows][];
        try (PtNDManager scratch = (PtNDManager) manager.newSubManager()) {
            float[] all = value.toTensor(scratch).reshape(new Shape(-1)).toFloatArray();
            for (int i = 0; i < rows; i++) {
                result[i] = Arrays.copyOfRange(all, i * vocabulary, (i + 1) * vocabulary);
            }
        }
        return result;
    }

    @Override
    public void close() {
        value.close();
    }
}
