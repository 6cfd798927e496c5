package dev.twt.model.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import dev.twt.model.file.ModelException;

/** libtorch in this JVM, loaded at the first use from the jars on the class path, never from the network. */
public final class TorchEngine {
    private static final String OFFLINE = "ai.djl.offline";

    private TorchEngine() {}

    /** An owner of arrays in CPU memory; closing it frees them. */
    public static PtNDManager newManager() {
        return (PtNDManager) NDManager.newBaseManager(ai.djl.Device.cpu(), Holder.ENGINE.getEngineName());
    }

    private static final class Holder {
        static final Engine ENGINE = load();

        private static Engine load() {
            WaitPolicy.sleepWhileWaiting();
            if (System.getProperty(OFFLINE) == null) {
                System.setProperty(OFFLINE, "true");
            }
            try {
                return Engine.getEngine("PyTorch");
            } catch (EngineException | UnsatisfiedLinkError e) {
                throw new ModelException(
                        "libtorch",
                        "the native library could not be loaded: " + e.getMessage(),
                        "Put pytorch-engine, pytorch-jni and a pytorch-native jar for this platform on the class path",
                        e);
            }
        }
    }
}
