package dev.twt.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * libtorch's device {@code meta}, which computes shapes and no values. It stands in for a GPU where there is none: an
 * operation that mixes its tensors with the processor's fails, as it does on a GPU.
 */
public final class MetaDevice implements AutoCloseable {
    private static final String SOURCE = """
            class M(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def moved(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.to(x, torch.device("meta"), None)
              def there(self: __torch__.M, x: Tensor) -> bool:
                return torch.eq(x.device, torch.device("meta"))
            """;

    /** What they mean, but for the causal mask, which changes no shape. */
    private static final String STAND_INS = """
              def attention(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], p: float, causal: bool, scale: float) -> Tensor:
                s = torch.matmul(q, k.transpose(-2, -1)) * scale
                if mask is not None:
                  s = s + mask
                return torch.matmul(torch.softmax(s, -1), v)

              def logsumexp(self: __torch__.M, x: Tensor, dims: List[int]) -> Tensor:
                return torch.log(torch.sum(torch.exp(x), dims))
            """;

    private final PtNDManager manager = TorchEngine.newManager();
    private final TorchProgram program = TorchProgram.compile(manager, SOURCE);

    public PtNDManager manager() {
        return manager;
    }

    /** A program as it is, but that what has no kernel on this device is said by other words of the same meaning. */
    public TorchProgram program(Class<?> home, String name) {
        return TorchProgram.compile(manager, text(home, name));
    }

    /** The same as it would be if it made its tensors wherever libtorch makes them by default. */
    public TorchProgram carelessProgram(Class<?> home, String name) {
        return TorchProgram.compile(manager, text(home, name).replaceAll(", device=[a-z]+\\.device", ""));
    }

    private static String text(Class<?> home, String name) {
        try (InputStream in = home.getResourceAsStream(name + ".torchscript.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("torch\\.embedding\\((\\w+\\[0]), ([^\n]*?)\\)(?=[,\n])", "$1[$2]")
                    .replace(".index_select(0, pick)", "[pick]")
                    .replace("torch.logical_or", "torch.bitwise_or")
                    .replace("torch.scaled_dot_product_attention", "self.attention")
                    .replace("torch.logsumexp", "self.logsumexp")
                    .replace("training : bool\n", "training : bool\n" + STAND_INS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The same tensors on this device, but for those that the program reads as numbers. */
    public NDList moved(NDList tensors, Predicate<NDArray> stays) {
        NDList moved = new NDList();
        for (NDArray tensor : tensors) {
            if (stays.test(tensor)) {
                moved.add(tensor);
                continue;
            }
            String name = tensor.getName();
            tensor.setName(null); // which would make a list of it
            NDArray there =
                    program.callWithGradients("moved", new NDList(tensor)).get(0);
            tensor.setName(name);
            PtNDArray leaf = (PtNDArray) there.stopGradient();
            leaf.setName(name);
            leaf.setRequiresGradient(tensor.hasGradient());
            moved.add(leaf);
        }
        return moved;
    }

    /** A tensor on this device. */
    public PtNDArray moved(NDArray tensor) {
        try (IValue value = IValue.from((PtNDArray) tensor);
                IValue there = program.call("moved", value)) {
            return there.toTensor(manager);
        }
    }

    public IValue moved(PtNDArray... tensors) {
        return IValue.listFrom(Arrays.stream(tensors).map(this::moved).toArray(PtNDArray[]::new));
    }

    /** Whether a tensor is on this device. */
    public boolean holds(NDArray tensor) {
        try (IValue value = IValue.from((PtNDArray) tensor);
                IValue there = program.call("there", value)) {
            return there.toBoolean();
        }
    }

    @Override
    public void close() {
        program.close();
        manager.close();
    }
}
