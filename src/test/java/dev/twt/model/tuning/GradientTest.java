package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientTest {
    @TempDir
    Path folder;

    /**
     * Along the gradient of each tensor the loss must rise by the gradient's length. In float32 a difference of losses of
     * about 10 has an error of about 1e-6, the step is 0.01, so 1 in 100 is what can be asked.
     */
    @ParameterizedTest
    @CsvSource({
        "llama,full", "qwen2,full", "qwen3,full", "gemma3,full",
        "llama,lora", "qwen2,lora", "qwen3,lora", "gemma3,lora"
    })
    void shouldBeTheSlopeOfTheLoss(String family, String kind) {
        ReferenceRun run = new ReferenceRun(family, kind, folder);
        List<TokenExample> examples = ReferenceRun.batches().get(0);
        try (TunableLm lm = TunableLm.open(run.model(), run.settings())) {
            Random random = new Random(3);
            lm.trained().forEach((name, tensor) -> Tensors.set(tensor, moved(Tensors.values(tensor), random)));
            lm.accumulate(examples, 0.05, 1);
            gradients(lm).forEach((name, gradient) -> {
                double length = length(gradient);
                double slope = slope(lm, examples, lm.trained().get(name), gradient, length);
                assertThat(slope).as(name).isCloseTo(length, within(0.01 * length + 1e-3));
            });
        }
    }

    private static double slope(
            TunableLm lm, List<TokenExample> examples, PtNDArray tensor, float[] gradient, double length) {
        float[] at = Tensors.values(tensor);
        double step = 0.01;
        Tensors.set(tensor, along(at, gradient, step / length));
        double above = lm.loss(examples, 0.05);
        Tensors.set(tensor, along(at, gradient, -step / length));
        double below = lm.loss(examples, 0.05);
        Tensors.set(tensor, at);
        return (above - below) / (2 * step);
    }

    /** Logits made in pieces of three rows. */
    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3"})
    void shouldNotDependOnHowManyLogitsAreMadeAtATime(String family) {
        ReferenceRun run = new ReferenceRun(family, "full", folder);
        List<TokenExample> examples = ReferenceRun.batches().get(1);
        try (TunableLm whole = TunableLm.open(run.model(), run.settings());
                TunableLm pieces = TunableLm.open(run.model(), run.settings(), 3 * 258)) {
            double expected = whole.accumulate(examples, 0.1, 1);
            assertThat(pieces.accumulate(examples, 0.1, 1)).isCloseTo(expected, within(1e-6 * expected));
            assertThat(pieces.loss(examples, 0.1)).isCloseTo(expected, within(1e-6 * expected));
            assertSame(gradients(pieces), gradients(whole));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3"})
    void shouldNotDependOnThePadding(String family) {
        ReferenceRun run = new ReferenceRun(family, "full", folder);
        List<TokenExample> examples = new ArrayList<>(ReferenceRun.batches().get(2));
        try (TunableLm together = TunableLm.open(run.model(), run.settings());
                TunableLm alone = TunableLm.open(run.model(), run.settings())) {
            double expected = together.accumulate(examples, 0.1, 1);
            double sum = 0;
            for (TokenExample each : examples) {
                sum += alone.accumulate(List.of(each), 0.1, 1);
            }
            assertThat(sum).isCloseTo(expected, within(1e-6 * expected));
            assertSame(gradients(alone), gradients(together));
        }
    }

    private static void assertSame(Map<String, float[]> found, Map<String, float[]> expected) {
        expected.forEach((name, values) ->
                assertThat(length(minus(found.get(name), values))).as(name).isLessThan(1e-5 * length(values)));
    }

    private static Map<String, float[]> gradients(TunableLm lm) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        lm.trained().forEach((name, tensor) -> {
            try (PtNDArray gradient = (PtNDArray) tensor.getGradient()) {
                gradients.put(name, gradient.toFloatArray());
            }
        });
        return gradients;
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

    private static float[] minus(float[] a, float[] b) {
        return along(a, b, -1);
    }

    private static double length(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
