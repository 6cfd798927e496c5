package dev.twt.model.tuning;

/** Number format of matrix products and of frozen weights. Trained weights, moments, norms and softmax are float32. */
public enum Dtype {
    FLOAT32(6, 4),
    BFLOAT16(15, 2);

    private final long kind;
    private final int bytes;

    Dtype(long kind, int bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /** libtorch's number of the type. */
    long kind() {
        return kind;
    }

    int bytes() {
        return bytes;
    }
}
