package dev.twt.model.network;

import ai.djl.ndarray.types.DataType;
import dev.twt.model.file.ModelException;

/** Number format of weights, activations and cache. */
public enum Dtype {
    FLOAT32("float32", 4, DataType.FLOAT32),
    BFLOAT16("bfloat16", 2, DataType.BFLOAT16);

    private final String label;
    private final int bytes;
    private final DataType type;

    Dtype(String label, int bytes, DataType type) {
        this.label = label;
        this.bytes = bytes;
        this.type = type;
    }

    /** The format of that name, in any case. */
    public static Dtype named(String name) {
        for (Dtype dtype : values()) {
            if (dtype.label.equalsIgnoreCase(name)) {
                return dtype;
            }
        }
        throw new ModelException("dtype", "there is no number format \"" + name + "\"", "Take float32 or bfloat16");
    }

    public int bytes() {
        return bytes;
    }

    DataType type() {
        return type;
    }
}
