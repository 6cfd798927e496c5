package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Twenty steps of the same training by PyTorch, transformers and PEFT: padded batches, weighted examples, weight decay,
 * clipping, a warm-up, LoRA with and without dropout, and all weights.
 */
class PyTorchParityTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "llama,full", "llama,lora", "llama,dropout",
        "qwen2,full", "qwen2,lora", "qwen2,dropout",
        "qwen3,full", "qwen3,lora", "qwen3,dropout",
        "gemma3,full", "gemma3,lora", "gemma3,dropout"
    })
    void shouldTrainAsPyTorchDoes(String family, String kind) {
        ReferenceRun run = new ReferenceRun(family, kind, folder);
        List<List<TokenExample>> batches = ReferenceRun.batches();
        double worst = 0;
        try (TunableLm lm = TunableLm.open(run.model(), run.settings())) {
            assertThat(lm.trained().keySet()).hasSameSizeAs(run.weights().properties());
            for (int i = 0; i < batches.size(); i++) {
                JsonNode step = run.steps().get(i);
                double loss = lm.accumulate(
                        batches.get(i),
                        step.path("scale").asDouble(),
                        step.path("seed").asLong());
                if (i == 0) {
                    assertGradients(run.gradients(), lm.trained());
                }
                double norm = lm.step(step.path("rate").asDouble());
                worst = Math.max(worst, relative(loss, step.path("loss").asDouble()));
                worst = Math.max(worst, relative(norm, step.path("norm").asDouble()));
            }
            assertThat(worst)
                    .as("largest relative difference of a loss or a norm")
                    .isLessThan(1e-4);
            assertWeights(run.weights(), lm.trained());
        }
    }

    private static void assertGradients(JsonNode expected, Map<String, PtNDArray> trained) {
        for (Map.Entry<String, JsonNode> each : expected.properties()) {
            try (PtNDArray gradient = (PtNDArray) trained.get(each.getKey()).getGradient()) {
                float[] found = gradient.toFloatArray();
                double norm = each.getValue().path("norm").asDouble();
                assertThat(difference(found, each.getValue()))
                        .as(each.getKey())
                        .isLessThanOrEqualTo(1e-4 * norm / Math.sqrt(found.length) * 10);
            }
        }
    }

    private static void assertWeights(JsonNode expected, Map<String, PtNDArray> trained) {
        for (Map.Entry<String, JsonNode> each : expected.properties()) {
            float[] found = trained.get(each.getKey()).toFloatArray();
            double norm = each.getValue().path("norm").asDouble();
            assertThat(relative(norm(found), norm)).as(each.getKey()).isLessThan(1e-4);
            assertThat(difference(found, each.getValue())).as(each.getKey()).isLessThan(1e-4);
        }
    }

    private static double difference(float[] found, JsonNode sample) {
        double largest = 0;
        for (int i = 0; i < sample.path("places").size(); i++) {
            int place = sample.path("places").get(i).asInt();
            double value = sample.path("values").get(i).asDouble();
            largest = Math.max(largest, Math.abs(found[place] - value));
        }
        return largest;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static double relative(double found, double expected) {
        return Math.abs(found - expected) / Math.abs(expected);
    }
}
