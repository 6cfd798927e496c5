package dev.twt.model.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.twt.model.torch.GpuMemory;
import dev.twt.model.torch.TorchDevice;
import dev.twt.model.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;

/** A network with its weights in native memory. Safe for use by several threads, each with a cache of its own. */
public final class Network implements AutoCloseable {
    private final Architecture architecture;
    private final Dtype dtype;
    private final PtNDManager manager;
    private final TorchProgram family;
    private final TorchProgram decoding;
    private final IValue weights;
    private final List<IValue> constants;

    private Network(Architecture architecture, Checkpoint checkpoint, Dtype dtype, PtNDManager manager) {
        this.architecture = architecture;
        this.dtype = dtype;
        this.manager = manager;
        this.family =
                TorchProgram.of(manager, Network.class, architecture.family().program());
        this.decoding = TorchProgram.of(manager, Network.class, "decoding");
        this.weights = IValue.listFrom(new WeightLoader(manager, decoding, architecture, checkpoint, dtype).load());
        this.constants = constants(architecture);
    }

    /**
     * Copies the weights to a device and compiles the programs.
     *
     * @throws dev.twt.model.file.ModelException if the memory of a GPU does not do
     */
    public static Network load(Architecture architecture, Checkpoint checkpoint, Dtype dtype, TorchDevice device) {
        PtNDManager manager = device.newManager();
        try {
            return GpuMemory.watched(() -> new Network(architecture, checkpoint, dtype, manager));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    public Architecture architecture() {
        return architecture;
    }

    public KeyValueCache newCache() {
        return new KeyValueCache(manager, decoding, architecture, dtype);
    }

    /**
     * Reads tokens of several sequences at once.
     *
     * @param ids one sequence's tokens after another, each padded at its end to {@code columns}
     * @param row of the cache where the first sequence lies; the others follow
     * @param start position of the first column
     * @param pick elements of {@code ids} whose logits are wanted
     * @return [pick.length, vocabulary]
     */
    public Logits read(KeyValueCache cache, long[] ids, int columns, int row, int start, long[] pick) {
        int sequences = ids.length / columns;
        cache.reserve(row + sequences, start + columns);
        try (PtNDManager scratch = (PtNDManager) cache.manager().newSubManager();
                IValue tokens = IValue.from(array(scratch, ids, sequences, columns));
                IValue firstRow = IValue.from((long) row);
                IValue firstPosition = IValue.from((long) start);
                IValue wanted = IValue.from(array(scratch, pick, pick.length))) {
            return call("read", cache, pick.length, tokens, firstRow, firstPosition, wanted);
        }
    }

    /**
     * Reads one more token of each of the first rows of the cache.
     *
     * @param ids a token a row
     * @param positions where in its sequence each token stands
     * @return [ids.length, vocabulary]
     */
    public Logits next(KeyValueCache cache, long[] ids, long[] positions) {
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (long position : positions) {
            shortest = Math.min(shortest, position);
            longest = Math.max(longest, position);
        }
        cache.reserve(ids.length, Math.toIntExact(longest + 1));
        try (PtNDManager scratch = (PtNDManager) cache.manager().newSubManager();
                IValue tokens = IValue.from(array(scratch, ids, ids.length));
                IValue at = IValue.from(array(scratch, positions, positions.length));
                IValue low = IValue.from(shortest);
                IValue high = IValue.from(longest)) {
            return call("next", cache, ids.length, tokens, at, low, high);
        }
    }

    private Logits call(String method, KeyValueCache cache, int rows, IValue... own) {
        List<IValue> arguments = new ArrayList<>(List.of(own));
        arguments.add(weights);
        arguments.add(cache.keys());
        arguments.add(cache.values());
        arguments.addAll(constants);
        IValue result = family.call(method, arguments.toArray(IValue[]::new));
        return new Logits(result, decoding, cache.manager(), rows, architecture.vocabulary());
    }

    private static PtNDArray array(PtNDManager manager, long[] values, long... shape) {
        return (PtNDArray) manager.create(values, new Shape(shape));
    }

    /** What every call of the family's program ends with. */
    static List<IValue> constants(Architecture architecture) {
        List<IValue> list = new ArrayList<>();
        list.add(IValue.from((long) architecture.heads()));
        list.add(IValue.from((long) architecture.keyHeads()));
        list.add(IValue.from(architecture.epsilon()));
        list.add(IValue.from(architecture.attentionScale()));
        architecture.locality().ifPresent(locality -> {
            list.add(IValue.from((long) locality.window()));
            list.add(IValue.listFrom(locality.layers()));
        });
        return list;
    }

    /** Frees the native memory. Caches must be closed before. */
    @Override
    public void close() {
        constants.forEach(IValue::close);
        weights.close();
        family.close();
        decoding.close();
        manager.close();
    }
}
