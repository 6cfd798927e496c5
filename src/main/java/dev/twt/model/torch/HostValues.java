package dev.twt.model.torch;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Values of float32 tensors in Java, wherever the tensors are. */
public final class HostValues {
    private HostValues() {}

    /** A copy of all values. */
    public static float[] read(PtNDArray tensor) {
        if (!tensor.getDevice().isGpu()) {
            return tensor.toFloatArray();
        }
        PtNDArray copy = tensor.toDevice(Device.cpu(), false);
        // DJL gives it an owner of its own, which would live as long as the model.
        try (PtNDManager owner = copy.getManager()) {
            return copy.toFloatArray();
        }
    }

    /** Writes all values; the tensor stays the same one. */
    public static void write(PtNDArray tensor, float[] values) {
        if (tensor.getDevice().isGpu()) {
            tensor.set(FloatBuffer.wrap(values));
        } else {
            tensor.toByteBuffer(true)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer()
                    .put(values);
        }
    }
}
