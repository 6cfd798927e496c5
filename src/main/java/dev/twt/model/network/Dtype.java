package dev.twt.model.network;

import dev.twt.model.file.ModelException;

/** Number format of weights, activations and cache. */
public enum Dtype {
    FLOAT32("float32", 4),
    BFLOAT16("bfloat16", 2);

    private final String label;
    private final int bytes;

    Dtype(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
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
}
