package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.twt.model.ModelSource;
import dev.twt.model.TinyModels;
import dev.twt.model.network.Architecture;
import dev.twt.model.torch.DeviceChoice;
import dev.twt.model.torch.MetaDevice;
import dev.twt.model.torch.TorchProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and gradients on a device that is not the processor: no tensor is made on another one than the model's. */
class LossDeviceTest {
    private static final AdamWSettings ADAMW = new AdamWSettings(0.9, 0.999, 1e-8, 0.01, 1);
    private static final List<TokenExample> EXAMPLES = List.of(
            new TokenExample(new int[] {10, 20, 30, 40, 50, 60, 70}, 3, 1),
            new TokenExample(new int[] {11, 21, 31, 41, 51, 61}, 1, 0.5));

    @TempDir
    Path folder;

    private MetaDevice meta;
    private Architecture architecture;

    @BeforeEach
    void open() {
        meta = new MetaDevice();
    }

    @AfterEach
    void close() {
        meta.close();
    }

    /** What the program takes, everything on the device but what it reads as numbers. */
    private NDList arguments(String family, Optional<LoraSettings> lora, Dtype dtype, long logits, boolean soft) {
        TuningSettings settings = new TuningSettings(lora, ADAMW, dtype, 1, new DeviceChoice.Processor());
        PtNDManager manager = meta.manager();
        try (ModelSource source = ModelSource.open(TinyModels.folder(family, folder));
                TorchProgram optimizer = meta.program(TunableLm.class, "optimizer")) {
            architecture = source.architecture();
            Tensors tensors =
                    new Tensors(manager, optimizer, settings, architecture, source.checkpoint(), source.adapter());
            try (LossProgram losses = new LossProgram(manager, architecture, settings, tensors, logits)) {
                List<TokenExample> examples = soft
                        ? EXAMPLES.stream()
                                .map(example -> example.towards(SoftTarget.certain(java.util.Arrays.copyOfRange(
                                        example.ids(), example.from(), example.ids().length))))
                                .toList()
                        : EXAMPLES;
                NDList all = losses.arguments(TokenBatch.of(examples, 0.1).get(0), dropout(lora), manager);
                NDArray local = architecture.locality().isPresent() ? all.get(10) : all.get(7);
                return meta.moved(all, tensor -> tensor == all.get(6) || tensor == all.get(7) || tensor == local);
            }
        }
    }

    private static double dropout(Optional<LoraSettings> lora) {
        return lora.map(LoraSettings::dropout).orElse(0.0);
    }

    private static Optional<LoraSettings> lora(boolean wanted) {
        return wanted ? Optional.of(new LoraSettings(2, 4, 0.1, LoraSettings.TARGETS)) : Optional.empty();
    }

    @ParameterizedTest
    @CsvSource({
        "llama, false, FLOAT32, 100000, false",
        "llama, true, BFLOAT16, 100000, true",
        "qwen2, false, FLOAT32, 600, false",
        "qwen3, true, FLOAT32, 600, true",
        "gemma3, false, BFLOAT16, 600, false",
        "gemma3, true, FLOAT32, 100000, true"
    })
    void shouldComputeLossAndGradientsOnTheDeviceOfTheModel(
            String family, boolean adapters, Dtype dtype, long logits, boolean soft) {
        NDList arguments = arguments(family, lora(adapters), dtype, logits, soft);
        try (TorchProgram program =
                meta.program(LossProgram.class, architecture.family().program())) {
            NDArray loss = program.callWithoutGradients("loss", arguments).get(0);
            assertThat(meta.holds(loss)).isTrue();
            assertThat(loss.getShape()).isEqualTo(new Shape());

            NDArray sum = program.callWithGradients("gradients", arguments).get(0);
            assertThat(meta.holds(sum)).isTrue();
            List<PtNDArray> trained = arguments.stream()
                    .filter(NDArray::hasGradient)
                    .map(PtNDArray.class::cast)
                    .toList();
            assertThat(trained).isNotEmpty().allSatisfy(tensor -> {
                PtNDArray gradient = JniUtils.getGradient(tensor);
                assertThat(gradient).isNotNull();
                assertThat(meta.holds(gradient)).isTrue();
                assertThat(gradient.getShape()).isEqualTo(tensor.getShape());
            });
        }
    }

    /** Else the test above would see nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"llama", "gemma3"})
    void shouldNoticeATensorOnAnotherDevice(String family) {
        NDList arguments = arguments(family, Optional.empty(), Dtype.FLOAT32, 100_000, false);
        try (TorchProgram careless =
                meta.carelessProgram(LossProgram.class, architecture.family().program())) {
            assertThatThrownBy(() -> careless.callWithGradients("gradients", arguments))
                    .hasMessageContaining("device");
        }
    }
}
