package dev.twt.model.torch;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.twt.model.file.ModelException;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Where a model's numbers are: on this machine's processor, or on a GPU that libtorch sees. */
public final class TorchDevice {
    public static final TorchDevice CPU = new TorchDevice(Device.cpu());

    private final Device device;

    private TorchDevice(Device device) {
        this.device = device;
    }

    /**
     * The device that is asked for. libtorch is loaded where it may be a GPU.
     *
     * @throws ModelException if a GPU is asked for that libtorch does not see
     */
    public static TorchDevice of(DeviceChoice choice) {
        return of(choice, TorchEngine::sees);
    }

    /** @param seen whether libtorch sees the GPU of that number */
    static TorchDevice of(DeviceChoice choice, IntPredicate seen) {
        if (choice instanceof DeviceChoice.Gpu gpu) {
            if (!seen.test(gpu.number())) {
                throw missing(gpu.number());
            }
            return gpu(gpu.number());
        }
        if (choice instanceof DeviceChoice.Automatic automatic) {
            // In a container a GPU may have another number than Spark's, 0 where it is the only one.
            return IntStream.of(automatic.first(), 0)
                    .filter(seen)
                    .mapToObj(TorchDevice::gpu)
                    .findFirst()
                    .orElse(CPU);
        }
        return CPU;
    }

    private static TorchDevice gpu(int number) {
        return new TorchDevice(Device.gpu(number));
    }

    private static ModelException missing(int number) {
        return TorchEngine.knowsGpus()
                ? new ModelException(
                        "device = gpu",
                        "libtorch sees no GPU " + number + " on this machine",
                        "Look what nvidia-smi lists and what CUDA_VISIBLE_DEVICES leaves of it, and that the driver is one"
                                + " for CUDA 12; or say device = auto or cpu")
                : new ModelException(
                        "device = gpu",
                        "the libtorch on the class path is the build for the processor, which knows no GPUs",
                        "Put pytorch-native-cu128-" + TorchEngine.version()
                                + "-linux-x86_64.jar (ai.djl.pytorch) on the"
                                + " class path as well, such as by spark-submit --jars, on a machine with a GPU and CUDA"
                                + " 12 (docs/models.md, On a GPU); or say device = auto or cpu");
    }

    public boolean isGpu() {
        return device.isGpu();
    }

    /** As in a configuration: {@code cpu}, or {@code gpu:0}. */
    public String name() {
        return isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }

    /** For a sentence. */
    public String words() {
        return isGpu() ? "GPU " + device.getDeviceId() : "the processor";
    }

    /** An owner of arrays on the device; closing it frees them. */
    public PtNDManager newManager() {
        return TorchEngine.newManager(device);
    }

    /** Bytes that are free on a GPU; empty where that cannot be had, and for the processor. */
    public OptionalLong freeMemory() {
        return isGpu() ? GpuMemory.free(device) : OptionalLong.empty();
    }

    @Override
    public String toString() {
        return name();
    }
}
