package dev.twt.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import dev.twt.model.file.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchDeviceTest {
    private static String chosen(String word, int... gpus) {
        return TorchDevice.of(DeviceChoice.named(word), number -> {
                    for (int gpu : gpus) {
                        if (gpu == number) {
                            return true;
                        }
                    }
                    return false;
                })
                .name();
    }

    @Test
    void shouldTakeTheFirstGpuThatThereIsElseTheProcessor() {
        assertThat(chosen("auto")).isEqualTo("cpu");
        assertThat(chosen("auto", 0, 1)).isEqualTo("gpu:0");
        assertThat(chosen("auto:1", 0, 1)).isEqualTo("gpu:1");
        assertThat(chosen("auto:3", 0)).isEqualTo("gpu:0");
        assertThat(chosen("auto:3")).isEqualTo("cpu");
        assertThat(chosen("cpu", 0)).isEqualTo("cpu");
        assertThat(chosen("gpu", 0, 1)).isEqualTo("gpu:0");
        assertThat(chosen("gpu:1", 0, 1)).isEqualTo("gpu:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GPU", "cuda", "gpu:", "gpu:x", "gpu:-1", "cpu:0", "mps"})
    void shouldRefuseAWordThatIsNoDevice(String word) {
        assertThatThrownBy(() -> DeviceChoice.named(word))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("auto, cpu, gpu");
    }

    /** Wherever this runs: nobody has a thousand GPUs. The words depend on which build of libtorch is there. */
    @Test
    void shouldSayWhatToDoWhereThereIsNoSuchGpu() {
        assertThatThrownBy(() -> TorchDevice.of(new DeviceChoice.Gpu(999)))
                .isInstanceOfSatisfying(ModelException.class, e -> {
                    assertThat(e.where()).isEqualTo("device = gpu");
                    if (TorchEngine.knowsGpus()) {
                        assertThat(e.what()).contains("no GPU 999");
                        assertThat(e.fix()).contains("nvidia-smi", "CUDA_VISIBLE_DEVICES", "cpu");
                    } else {
                        assertThat(e.what()).contains("the build for the processor");
                        assertThat(e.fix())
                                .contains(
                                        "pytorch-native-cu128-2.7.1-linux-x86_64.jar",
                                        "--jars",
                                        "docs/models.md",
                                        "cpu");
                    }
                    assertThat(e.getMessage().length()).isLessThan(700);
                });
    }

    @Test
    void shouldKnowNoFreeMemoryOfTheProcessor() {
        assertThat(TorchDevice.CPU.freeMemory()).isEmpty();
        assertThat(TorchDevice.CPU.words()).isEqualTo("the processor");
        assertThat(TorchDevice.CPU.isGpu()).isFalse();
    }

    @Test
    void shouldTellTheEndOfAGpusMemoryInWordsForTheUser() {
        assertThatThrownBy(() -> GpuMemory.watched(() -> {
                    throw new EngineException(
                            "The following operation failed.\nRuntimeError: CUDA out of memory. Tried");
                }))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tokens-at-once");
        assertThatThrownBy(() -> GpuMemory.watched(() -> {
                    throw new EngineException("another fault");
                }))
                .isInstanceOf(EngineException.class);
        assertThat(GpuMemory.<Integer>watched(() -> 3)).isEqualTo(3);
    }
}
