package dev.twt.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * TorchScript source text compiled by libtorch. Methods run in inference mode, where nothing they compute has
 * gradients, but for {@link #callWithGradients}. Safe for use by several threads.
 */
public final class TorchProgram implements AutoCloseable {
    /** DJL takes the name of a method from the name of a tensor in the list, which is no argument itself. */
    private static final String METHOD = "module_method:";

    private final PtSymbolBlock module;

    private TorchProgram(PtSymbolBlock module) {
        this.module = module;
    }

    /** Compiles {@code NAME.torchscript.py}, which lies beside the class {@code home}. It holds one {@code class M(Module)}. */
    public static TorchProgram of(PtNDManager manager, Class<?> home, String name) {
        String file = name + ".torchscript.py";
        try (InputStream in = home.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside " + home.getName());
            }
            return compile(manager, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles a text that holds one {@code class M(Module)}. */
    static TorchProgram compile(PtNDManager manager, String source) {
        try {
            InputStream archive = new ByteArrayInputStream(ScriptArchive.of(source));
            return new TorchProgram(JniUtils.loadModule(manager, archive, false, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls a method. The caller closes the arguments and the result.
     *
     * @throws IllegalStateException if the JVM is ending
     * @throws dev.twt.model.file.ModelException if a GPU's memory does not do
     */
    public IValue call(String method, IValue... arguments) {
        return run(() -> {
            // The switch is per thread in libtorch. Optimising means profiling the first runs and compiling again for
            // every new shape, which costs more here than it gives.
            JniUtils.setGraphExecutorOptimize(false);
            return IValueUtils.runMethod(module, method, arguments);
        });
    }

    /**
     * Calls a method in which gradients are recorded. Arguments are tensors and lists of tensors; tensors named
     * {@code NAME[]} make one list.
     *
     * @return the method's tensors, which belong to the first argument's owner
     * @throws IllegalStateException if the JVM is ending
     */
    public NDList callWithGradients(String method, NDList arguments) {
        return call(method, arguments, true);
    }

    /** The same in inference mode. */
    public NDList callWithoutGradients(String method, NDList arguments) {
        return call(method, arguments, false);
    }

    private NDList call(String method, NDList arguments, boolean gradients) {
        return run(() -> {
            JniUtils.setGraphExecutorOptimize(false);
            // The switch is per thread in libtorch: off on the thread that loaded the engine, on in others.
            boolean before = JniUtils.isGradMode();
            JniUtils.setGradMode(gradients);
            try (NDArray named = arguments.get(0).getManager().create(0f)) {
                named.setName(METHOD + method);
                NDList all = new NDList(named);
                all.addAll(arguments);
                return IValueUtils.forward(module, all, gradients);
            } finally {
                JniUtils.setGradMode(before);
            }
        });
    }

    private static <T> T run(Supplier<T> work) {
        return NativeCalls.run(() -> GpuMemory.watched(work));
    }

    @Override
    public void close() {
        module.close();
    }
}
