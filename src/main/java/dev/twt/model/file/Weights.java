package dev.twt.model.file;

import java.util.Set;

/** Named tensors of a model file, read one at a time as 32-bit floats in row-major (PyTorch) order. */
public interface Weights extends AutoCloseable {
    Set<String> names();

    /** Shape in PyTorch's order, for example [out, in] of a linear layer. */
    long[] shape(String name);

    /** All values of a tensor, dequantised. */
    float[] read(String name);

    @Override
    void close();
}
