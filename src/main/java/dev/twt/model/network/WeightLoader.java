package dev.twt.model.network;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.twt.model.torch.TorchProgram;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Copies a checkpoint into native memory, in the order that the family's program documents at its top. */
final class WeightLoader {
    /** Floats copied at once: a buffer of Java reaches no further than 2 GiB. */
    private static final long PIECE = 1L << 28;

    private final PtNDManager manager;
    /** Owner of what is put together in the processor's memory before it goes to the device. */
    private final PtNDManager host;

    private final TorchProgram decoding;
    private final Architecture architecture;
    private final Checkpoint checkpoint;
    private final Dtype dtype;
    private final PtNDArray nothing;
    private final List<PtNDArray> loaded = new ArrayList<>();

    WeightLoader(
            PtNDManager manager, TorchProgram decoding, Architecture architecture, Checkpoint checkpoint, Dtype dtype) {
        this.manager = manager;
        this.host = (PtNDManager) manager.newSubManager(Device.cpu());
        this.decoding = decoding;
        this.architecture = architecture;
        this.checkpoint = checkpoint;
        this.dtype = dtype;
        this.nothing = array(new float[0], 0);
    }

    PtNDArray[] load() {
        try (host) {
            return loaded();
        }
    }

    private PtNDArray[] loaded() {
        matrix(0, Part.EMBEDDING);
        norm(0, Part.FINAL_NORM);
        if (architecture.tied()) {
            loaded.add(loaded.get(0));
        } else {
            matrix(0, Part.OUTPUT);
        }
        table(architecture.frequencies());
        architecture.locality().ifPresent(locality -> table(locality.frequencies()));
        for (int layer = 0; layer < architecture.layers(); layer++) {
            switch (architecture.family()) {
                case LLAMA, QWEN2, QWEN3 -> llamaLayer(layer);
                case GEMMA3 -> gemmaLayer(layer);
            }
        }
        return loaded.toArray(PtNDArray[]::new);
    }

    private void llamaLayer(int layer) {
        norm(layer, Part.ATTENTION_NORM);
        matrix(layer, Part.QUERY, Part.KEY, Part.VALUE);
        loaded.add(architecture.family().biased() ? biases(layer) : nothing);
        loaded.add(architecture.family().normsHeads() ? headNorms(layer) : nothing);
        matrix(layer, Part.ATTENTION_OUTPUT);
        norm(layer, Part.FEED_FORWARD_NORM);
        matrix(layer, Part.GATE, Part.UP);
        matrix(layer, Part.DOWN);
    }

    private void gemmaLayer(int layer) {
        norm(layer, Part.ATTENTION_NORM);
        matrix(layer, Part.QUERY, Part.KEY, Part.VALUE);
        norm(layer, Part.QUERY_NORM);
        norm(layer, Part.KEY_NORM);
        matrix(layer, Part.ATTENTION_OUTPUT);
        norm(layer, Part.POST_ATTENTION_NORM);
        norm(layer, Part.FEED_FORWARD_NORM);
        matrix(layer, Part.GATE, Part.UP);
        matrix(layer, Part.DOWN);
        norm(layer, Part.POST_FEED_FORWARD_NORM);
    }

    private void norm(int layer, Part part) {
        float[] values = checkpoint.read(part, layer);
        loaded.add(finished(array(values, values.length)));
    }

    private PtNDArray biases(int layer) {
        FloatBuffer all = FloatBuffer.allocate(rows(Part.QUERY) + 2 * rows(Part.KEY));
        for (Part part : List.of(Part.QUERY_BIAS, Part.KEY_BIAS, Part.VALUE_BIAS)) {
            all.put(checkpoint.read(part, layer));
        }
        return finished(array(all.array(), all.capacity()));
    }

    /** The query norm for each query head and the key norm for each key head: one product for all heads. */
    private PtNDArray headNorms(int layer) {
        int heads = architecture.heads() + architecture.keyHeads();
        float[] query = checkpoint.read(Part.QUERY_NORM, layer);
        float[] key = checkpoint.read(Part.KEY_NORM, layer);
        FloatBuffer all = FloatBuffer.allocate(heads * architecture.headWidth());
        for (int head = 0; head < heads; head++) {
            all.put(head < architecture.heads() ? query : key);
        }
        return finished(array(all.array(), heads, 1, architecture.headWidth()));
    }

    private int rows(Part part) {
        return Math.toIntExact(architecture.shape(part)[0]);
    }

    /** Matrices with the same input, one above the other: one product instead of several. */
    private void matrix(int layer, Part... parts) {
        long columns = architecture.shape(parts[0])[1];
        long rows = 0;
        for (Part part : parts) {
            rows += architecture.shape(part)[0];
        }
        PtNDArray whole = host.create(new Shape(rows, columns), DataType.FLOAT32);
        long row = 0;
        for (Part part : parts) {
            float[] values = checkpoint.read(part, layer);
            copy(values, whole, row, columns);
            row += values.length / columns;
        }
        loaded.add(finished(onDevice(whole)));
    }

    private PtNDArray onDevice(PtNDArray array) {
        PtNDArray there = array.toDevice(manager.getDevice(), false);
        there.attach(manager);
        if (there != array) {
            array.close();
        }
        return there;
    }

    private void table(float[] values) {
        loaded.add(array(values, values.length));
    }

    private PtNDArray array(float[] values, long... shape) {
        return (PtNDArray) manager.create(values, new Shape(shape));
    }

    private static void copy(float[] values, PtNDArray target, long firstRow, long columns) {
        int rows = Math.toIntExact(values.length / columns);
        int step = Math.toIntExact(Math.max(1, PIECE / columns));
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row);
            try (PtNDArray piece = JniUtils.slice(target, 0, firstRow + row, firstRow + row + count, 1)) {
                piece.toByteBuffer(true)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                        .put(values, Math.toIntExact(row * columns), Math.toIntExact(count * columns));
            }
        }
    }

    private PtNDArray finished(PtNDArray array) {
        if (dtype == Dtype.FLOAT32) {
            return array;
        }
        try (array;
                IValue argument = IValue.from(array);
                IValue narrowed = decoding.call("narrowed", argument)) {
            return narrowed.toTensor(manager);
        }
    }
}
