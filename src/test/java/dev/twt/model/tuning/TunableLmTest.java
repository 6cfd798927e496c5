package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.twt.model.TinyModels;
import dev.twt.model.file.ModelException;
import dev.twt.model.torch.DeviceChoice;
import dev.twt.model.torch.TorchDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunableLmTest {
    private static final AdamWSettings ADAMW = new AdamWSettings(0.9, 0.999, 1e-8, 0.01, 1);
    private static final List<TokenExample> EXAMPLES = List.of(
            new TokenExample(new int[] {10, 20, 30, 40, 50, 60, 70}, 3, 1),
            new TokenExample(new int[] {11, 21, 31, 41}, 1, 0.5));

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = TinyModels.llamaFolder(folder.resolve("model"));
    }

    private static TuningSettings full() {
        return new TuningSettings(Optional.empty(), ADAMW, Dtype.FLOAT32, 1, new DeviceChoice.Processor());
    }

    private static TuningSettings lora(Dtype dtype, double dropout) {
        return new TuningSettings(
                Optional.of(new LoraSettings(4, 8, dropout, List.of("q_proj", "v_proj", "up_proj"))),
                ADAMW,
                dtype,
                1,
                new DeviceChoice.Processor());
    }

    private static List<Double> losses(TunableLm lm, int from, int to) {
        List<Double> losses = new ArrayList<>();
        for (int step = from; step < to; step++) {
            losses.add(lm.accumulate(EXAMPLES, 0.2, step));
            lm.step(0.01);
        }
        return losses;
    }

    @Test
    void shouldLearnWhatItIsShown() {
        for (TuningSettings settings : List.of(full(), lora(Dtype.FLOAT32, 0), lora(Dtype.BFLOAT16, 0.1))) {
            try (TunableLm lm = TunableLm.open(model, settings)) {
                double before = lm.loss(EXAMPLES, 0.2);
                losses(lm, 0, 30);
                assertThat(lm.loss(EXAMPLES, 0.2)).isLessThan(before / 3);
            }
        }
    }

    @Test
    void shouldStartAnAdapterAtTheModelItself() {
        try (TunableLm plain = TunableLm.open(model, full());
                TunableLm lora = TunableLm.open(model, lora(Dtype.FLOAT32, 0.5))) {
            assertThat(lora.loss(EXAMPLES, 1)).isEqualTo(plain.loss(EXAMPLES, 1));
            // Rank 4, two layers: q and v 32 x 32, up 32 x 56.
            assertThat(lora.trainableParameters()).isEqualTo(2 * 4 * (64 + 64 + 88));
            assertThat(plain.trainableParameters()).isEqualTo(plain.card().parameters());
        }
    }

    @Test
    void shouldTakeTheProcessorWhereThereIsNoGpuAndComputeTheSame() {
        assumeThat(TorchDevice.of(new DeviceChoice.Automatic(0)).isGpu()).isFalse();
        List<Double> expected;
        try (TunableLm lm = TunableLm.open(model, full())) {
            expected = losses(lm, 0, 4);
        }
        TuningSettings automatic =
                new TuningSettings(Optional.empty(), ADAMW, Dtype.FLOAT32, 1, new DeviceChoice.Automatic(0));
        try (TunableLm lm = TunableLm.open(model, automatic)) {
            assertThat(lm.device().name()).isEqualTo("cpu");
            assertThat(losses(lm, 0, 4)).isEqualTo(expected);
        }
    }

    @Test
    void shouldRepeatItselfToTheLastDigit() {
        List<Double> first;
        try (TunableLm lm = TunableLm.open(model, lora(Dtype.FLOAT32, 0.3))) {
            first = losses(lm, 0, 6);
        }
        try (TunableLm lm = TunableLm.open(model, lora(Dtype.FLOAT32, 0.3))) {
            assertThat(losses(lm, 0, 6)).isEqualTo(first);
        }
    }

    @Test
    void shouldGoOnFromASavedStateAsIfNothingHadHappened() {
        Path state = folder.resolve("state.safetensors");
        for (TuningSettings settings : List.of(full(), lora(Dtype.FLOAT32, 0.3))) {
            List<Double> expected;
            try (TunableLm lm = TunableLm.open(model, settings)) {
                losses(lm, 0, 4);
                lm.saveState(state);
                expected = losses(lm, 4, 8);
            }
            try (TunableLm lm = TunableLm.open(model, settings)) {
                lm.loadState(state);
                assertThat(losses(lm, 4, 8)).isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldRefuseAStateOfAnotherTrainingAndABrokenOne() throws IOException {
        Path state = folder.resolve("state.safetensors");
        try (TunableLm lm = TunableLm.open(model, full())) {
            lm.saveState(state);
        }
        byte[] bytes = Files.readAllBytes(state);
        try (TunableLm lm = TunableLm.open(model, lora(Dtype.FLOAT32, 0))) {
            assertThatThrownBy(() -> lm.loadState(state))
                    .isInstanceOf(BadState.class)
                    .hasMessageContaining("all weights")
                    .hasMessageContaining("adapters of rank 4");
        }
        try (TunableLm lm = TunableLm.open(model, full())) {
            double before = lm.loss(EXAMPLES, 1);
            Files.write(state, Arrays.copyOf(bytes, bytes.length - 10));
            assertThatThrownBy(() -> lm.loadState(state))
                    .isInstanceOf(BadState.class)
                    .hasMessageContaining("cut short or damaged");
            Files.writeString(state, "no state");
            assertThatThrownBy(() -> lm.loadState(state)).isInstanceOf(BadState.class);
            assertThat(lm.loss(EXAMPLES, 1)).isEqualTo(before);
        }
    }

    @Test
    void shouldRefuseAStateOfAdaptersOfAnotherModelOfTheSameShape() {
        Path state = folder.resolve("state.safetensors");
        Path other = folder.resolve("other");
        try (TunableLm lm = TunableLm.open(model, lora(Dtype.FLOAT32, 0))) {
            lm.saveState(state);
        }
        try (TunableLm lm = TunableLm.open(model, full())) {
            losses(lm, 0, 2);
            lm.saveMerged(other);
        }
        try (TunableLm lm = TunableLm.open(other, lora(Dtype.FLOAT32, 0))) {
            assertThatThrownBy(() -> lm.loadState(state)).isInstanceOf(BadState.class);
        }
    }

    @Test
    void shouldLeaveEverythingWhereItIsAfterAGradientThatIsNoNumber() {
        List<Double> expected;
        try (TunableLm lm = TunableLm.open(model, full())) {
            expected = losses(lm, 0, 4);
        }
        try (TunableLm lm = TunableLm.open(model, full())) {
            List<Double> found = losses(lm, 0, 2);
            lm.accumulate(List.of(new TokenExample(new int[] {1, 2, 3}, 1, Double.POSITIVE_INFINITY)), 1, 1);
            assertThat(lm.step(0.01)).isNotFinite();
            found.addAll(losses(lm, 2, 4));
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void shouldAddUpGradientsUntilAStep() {
        try (TunableLm once = TunableLm.open(model, full());
                TunableLm twice = TunableLm.open(model, full())) {
            once.accumulate(EXAMPLES, 0.2, 1);
            twice.accumulate(EXAMPLES.subList(0, 1), 0.2, 1);
            twice.accumulate(EXAMPLES.subList(1, 2), 0.2, 1);
            double norm = once.step(0.01);
            assertThat(twice.step(0.01)).isCloseTo(norm, within(1e-5 * norm));
        }
    }

    @Test
    void shouldComeNearFloat32InBfloat16() {
        try (TunableLm exact = TunableLm.open(model, lora(Dtype.FLOAT32, 0));
                TunableLm coarse = TunableLm.open(model, lora(Dtype.BFLOAT16, 0))) {
            double loss = exact.accumulate(EXAMPLES, 0.2, 1);
            assertThat(coarse.accumulate(EXAMPLES, 0.2, 1)).isCloseTo(loss, within(0.02 * loss));
            double norm = exact.step(0.01);
            assertThat(coarse.step(0.01)).isCloseTo(norm, within(0.1 * norm));
        }
    }

    /** Biases and head norms are small and stay float32, frozen ones too. */
    @Test
    void shouldTrainAQwenInBfloat16AsWell() {
        for (Path qwen : List.of(
                TinyModels.qwen2Folder(folder.resolve("qwen2")), TinyModels.qwen3Folder(folder.resolve("qwen3")))) {
            try (TunableLm exact = TunableLm.open(qwen, lora(Dtype.FLOAT32, 0));
                    TunableLm coarse = TunableLm.open(qwen, lora(Dtype.BFLOAT16, 0))) {
                double loss = exact.accumulate(EXAMPLES, 0.2, 1);
                assertThat(coarse.accumulate(EXAMPLES, 0.2, 1)).isCloseTo(loss, within(0.02 * loss));
                exact.step(0.01);
                coarse.step(0.01);
                losses(coarse, 0, 30);
                assertThat(coarse.loss(EXAMPLES, 0.2)).isLessThan(loss / 3);
            }
        }
    }

    @Test
    void shouldTrainAndCountEveryWeightOfAQwen() {
        for (Path qwen :
                List.of(TinyModels.qwen2(folder.resolve("qwen2")), TinyModels.qwen3(folder.resolve("qwen3")))) {
            try (TunableLm lm = TunableLm.open(qwen, full())) {
                assertThat(lm.trainableParameters()).isEqualTo(lm.card().parameters());
                assertThat(TunableLm.estimate(qwen, full(), 8, 64).weights()).isEqualTo(4 * lm.trainableParameters());
            }
        }
    }

    @Test
    void shouldRefuseExamplesThatTheModelCannotRead() {
        try (TunableLm lm = TunableLm.open(model, full())) {
            assertThatThrownBy(() -> lm.loss(List.of(new TokenExample(new int[97], 1, 1)), 1))
                    .hasMessageContaining("97 tokens")
                    .hasMessageContaining("96");
            assertThatThrownBy(() -> lm.loss(List.of(new TokenExample(new int[] {1, 258}, 1, 1)), 1))
                    .hasMessageContaining("no token 258");
            assertThatThrownBy(() -> lm.step(0.1)).hasMessageContaining("no gradients");
        }
        assertThatThrownBy(() -> new TokenExample(new int[] {1}, 1, 1)).hasMessageContaining("1 tokens");
        assertThatThrownBy(() -> new LoraSettings(4, 8, 0, List.of("lm_head")))
                .hasMessageContaining("lm_head")
                .hasMessageContaining("q_proj");
    }

    @Test
    void shouldRefuseToGoOnWithAnAdapterUnderOtherSettings() {
        Path adapter = folder.resolve("adapter");
        try (TunableLm lm = TunableLm.open(model, lora(Dtype.FLOAT32, 0))) {
            lm.saveAdapter(adapter, "../model");
            assertThatThrownBy(() -> lm.saveAdapter(folder.resolve("model"), "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        LoraSettings wider = new LoraSettings(8, 16, 0, List.of("q_proj", "v_proj", "up_proj"));
        assertThatThrownBy(() -> TunableLm.open(
                        adapter,
                        new TuningSettings(Optional.of(wider), ADAMW, Dtype.FLOAT32, 1, new DeviceChoice.Processor())))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the rank 4, and 8");
        LoraSettings other = new LoraSettings(4, 8, 0, List.of("q_proj"));
        assertThatThrownBy(() -> TunableLm.open(
                        adapter,
                        new TuningSettings(Optional.of(other), ADAMW, Dtype.FLOAT32, 1, new DeviceChoice.Processor())))
                .hasMessageContaining("updates [q_proj, up_proj, v_proj]");
    }

    @Test
    void shouldEstimateMoreForAllWeightsThanForAdapters() {
        MemoryEstimate full = TunableLm.estimate(model, full(), 8, 64);
        MemoryEstimate lora = TunableLm.estimate(model, lora(Dtype.FLOAT32, 0), 8, 64);
        try (TunableLm lm = TunableLm.open(model, full())) {
            assertThat(full.weights()).isEqualTo(4 * lm.trainableParameters());
            assertThat(full.moments()).isEqualTo(8 * lm.trainableParameters());
        }
        assertThat(full.total()).isGreaterThan(lora.total());
        assertThat(TunableLm.estimate(model, full(), 16, 64).activations()).isGreaterThan(full.activations());
    }
}
