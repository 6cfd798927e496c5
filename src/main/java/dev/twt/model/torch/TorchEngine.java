package dev.twt.model.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import dev.twt.model.file.ModelException;
import dev.twt.model.natives.NativeLibraries;

/** libtorch in this JVM, loaded at the first use from the jars on the class path, never from the network. */
public final class TorchEngine {
    private TorchEngine() {}

    /** An owner of arrays in CPU memory; closing it frees them. */
    public static PtNDManager newManager() {
        return (PtNDManager) NDManager.newBaseManager(ai.djl.Device.cpu(), Holder.ENGINE.getEngineName());
    }

    private static final class Holder {
        static final Engine ENGINE = load();

        private static Engine load() {
            WaitPolicy.sleepWhileWaiting();
            NativeLibraries.fromTheClassPathAlone();
            try {
                return Engine.getEngine("PyTorch");
            } catch (EngineException | UnsatisfiedLinkError e) {
                throw new ModelException(
                        "libtorch",
                        "the native library could not be loaded (" + NativeLibraries.reason(e) + ")",
                        "Take the jar that ends with -all, or add the pytorch-native jar of this platform with"
                                + " spark-submit --jars (docs/packaging.md)",
                        e);
            }
        }
    }
}
