package dev.twt.model.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import dev.twt.model.file.ModelException;
import java.lang.management.MemoryUsage;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Memory of GPUs, and its end in words for the user. */
public final class GpuMemory {
    private static final String FULL = "out of memory";

    private GpuMemory() {}

    /** Empty where CUDA's own library is not found, or does not tell. */
    static OptionalLong free(Device gpu) {
        try {
            MemoryUsage usage = CudaUtils.getGpuMemory(gpu);
            return OptionalLong.of(usage.getMax() - usage.getUsed());
        } catch (EngineException | IllegalStateException | IllegalArgumentException | LinkageError e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Does it.
     *
     * @throws ModelException in place of libtorch's own words, if a GPU's memory does not do
     */
    public static <T> T watched(Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            String words = String.valueOf(e.getMessage());
            if (words.contains("CUDA") && words.contains(FULL)) {
                throw new ModelException(
                        "the GPU",
                        "its memory is full: " + words.lines().findFirst().orElse(FULL),
                        "Lower train.jvm.tokens-at-once or a teacher's slots, take dtype = bfloat16 or a smaller model, see"
                                + " by nvidia-smi who else uses it, or say device = cpu",
                        e);
            }
            throw e;
        }
    }
}
