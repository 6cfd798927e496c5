package dev.twt.model.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.LibUtils;
import dev.twt.model.file.ModelException;
import dev.twt.model.natives.NativeLibraries;
import java.nio.file.Files;
import java.nio.file.Path;

/** libtorch in this JVM, loaded at the first use from the jars on the class path, never from the network. */
public final class TorchEngine {
    private static Engine engine;

    private TorchEngine() {}

    /** An owner of arrays in CPU memory; closing it frees them. */
    public static PtNDManager newManager() {
        return newManager(Device.cpu());
    }

    static PtNDManager newManager(Device device) {
        return (PtNDManager) NDManager.newBaseManager(device, engine().getEngineName());
    }

    /** Whether libtorch can use the GPU of that number. */
    static boolean sees(int gpu) {
        if (!engine().hasCapability(StandardCapabilities.CUDA)) {
            return false;
        }
        // DJL counts GPUs by another library than libtorch's own, which may be absent, so libtorch itself is asked.
        try (PtNDManager manager = newManager(Device.gpu(gpu))) {
            manager.zeros(new Shape(1)).close();
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    /** Whether libtorch is a build for GPUs, with or without one in the machine. */
    static boolean knowsGpus() {
        version();
        return Files.exists(Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cuda")));
    }

    /** libtorch's version, without the day it was built. */
    static String version() {
        return engine().getVersion().replaceFirst("-.*", "");
    }

    /** Not in a class of its own: what fails while a class is set up comes out as an error without words for the user. */
    private static synchronized Engine engine() {
        if (engine == null) {
            engine = load();
        }
        return engine;
    }

    private static Engine load() {
        WaitPolicy.sleepWhileWaiting();
        NativeLibraries.fromTheClassPathAlone();
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException | UnsatisfiedLinkError e) {
            throw new ModelException(
                    "libtorch",
                    "the native library could not be loaded (" + NativeLibraries.reason(e) + ")",
                    "Take the jar that ends with -all, or add the pytorch-native jar of this platform with spark-submit"
                            + " --jars (docs/packaging.md; for GPUs docs/models.md)",
                    e);
        }
    }
}
