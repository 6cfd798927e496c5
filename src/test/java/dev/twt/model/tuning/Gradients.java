package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Gradients of a model that is trained, and what they have to be. */
final class Gradients {
    private Gradients() {}

    /** Of all that is trained, by name. */
    static Map<String, float[]> of(TunableLm lm) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        lm.trained().forEach((name, tensor) -> {
            try (PtNDArray gradient = (PtNDArray) tensor.getGradient()) {
                gradients.put(name, gradient.toFloatArray());
            }
        });
        return gradients;
    }

    /**
     * Along the gradient of each tensor the loss must rise by the gradient's length. In float32 a difference of losses of
     * about 10 has an error of about 1e-6, the step is 0.01, so 1 in 100 is what can be asked.
     */
    static void assertSlopes(TunableLm lm, List<TokenExample> examples, double scale) {
        Random random = new Random(3);
        lm.trained().forEach((name, tensor) -> Tensors.set(tensor, moved(Tensors.values(tensor), random)));
        lm.accumulate(examples, scale, 1);
        of(lm).forEach((name, gradient) -> {
            double length = length(gradient);
            double slope = slope(lm, examples, scale, lm.trained().get(name), gradient);
            assertThat(slope).as(name).isCloseTo(length, within(0.01 * length + 1e-3));
        });
    }

    private static double slope(
            TunableLm lm, List<TokenExample> examples, double scale, PtNDArray tensor, float[] gradient) {
        float[] at = Tensors.values(tensor);
        double step = 0.01;
        double length = length(gradient);
        Tensors.set(tensor, along(at, gradient, step / length));
        double above = lm.loss(examples, scale);
        Tensors.set(tensor, along(at, gradient, -step / length));
        double below = lm.loss(examples, scale);
        Tensors.set(tensor, at);
        return (above - below) / (2 * step);
    }

    static void assertSame(Map<String, float[]> found, Map<String, float[]> expected) {
        assertThat(found).hasSameSizeAs(expected);
        expected.forEach((name, values) ->
                assertThat(length(along(found.get(name), values, -1))).as(name).isLessThan(1e-5 * length(values)));
    }

    private static float[] moved(float[] values, Random random) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.02 * random.nextGaussian());
        }
        return values;
    }

    private static float[] along(float[] at, float[] direction, double factor) {
        float[] result = new float[at.length];
        for (int i = 0; i < at.length; i++) {
            result[i] = (float) (at[i] + factor * direction[i]);
        }
        return result;
    }

    static double length(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
