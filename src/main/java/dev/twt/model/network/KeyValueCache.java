package dev.twt.model.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.twt.model.torch.TorchProgram;

/**
 * Keys and values of the tokens read so far: for each layer [rows, key heads, capacity, head width]. It grows as needed.
 * Used by one thread.
 */
public final class KeyValueCache implements AutoCloseable {
    /** Capacities are multiples of this, so that growing stays rare. */
    private static final int STEP = 64;

    private final PtNDManager manager;
    private final TorchProgram decoding;
    private final PtNDArray[] keys;
    private final PtNDArray[] values;
    private IValue keyList;
    private IValue valueList;
    private int rows;
    private int capacity;

    KeyValueCache(PtNDManager parent, TorchProgram decoding, Architecture architecture, Dtype dtype) {
        this.manager = (PtNDManager) parent.newSubManager();
        this.decoding = decoding;
        Shape empty = new Shape(0, architecture.keyHeads(), 0, architecture.headWidth());
        this.keys = new PtNDArray[architecture.layers()];
        this.values = new PtNDArray[architecture.layers()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = empty(empty, dtype);
            values[i] = empty(empty, dtype);
        }
        list();
    }

    /** DJL itself ends the JVM where it is asked for an array of bfloat16. */
    private PtNDArray empty(Shape shape, Dtype dtype) {
        PtNDArray array = (PtNDArray) manager.zeros(shape);
        if (dtype == Dtype.FLOAT32) {
            return array;
        }
        try (array;
                IValue argument = IValue.from(array);
                IValue narrowed = decoding.call("narrowed", argument)) {
            return narrowed.toTensor(manager);
        }
    }

    IValue keys() {
        return keyList;
    }

    IValue values() {
        return valueList;
    }

    PtNDManager manager() {
        return manager;
    }

    /** Makes room for so many sequences of so many tokens; what is there stays. */
    public void reserve(int wantedRows, int wantedTokens) {
        if (wantedRows <= rows && wantedTokens <= capacity) {
            return;
        }
        // A quarter more than asked for: copying then costs a constant amount a token.
        int tokens = wantedTokens <= capacity ? capacity : rounded(Math.max(wantedTokens, capacity + capacity / 4));
        int newRows = Math.max(wantedRows, rows);
        closeLists();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = resized(keys[i], newRows, tokens);
            values[i] = resized(values[i], newRows, tokens);
        }
        rows = newRows;
        capacity = tokens;
        list();
    }

    /** Copies the first tokens of a row to another row. */
    public void move(int source, int target, int tokens) {
        try (IValue from = IValue.from((long) source);
                IValue to = IValue.from((long) target);
                IValue length = IValue.from((long) tokens)) {
            decoding.call("move", keyList, from, to, length).close();
            decoding.call("move", valueList, from, to, length).close();
        }
    }

    private PtNDArray resized(PtNDArray cache, int newRows, int tokens) {
        try (cache;
                IValue argument = IValue.from(cache);
                IValue count = IValue.from((long) newRows);
                IValue length = IValue.from((long) tokens);
                IValue result = decoding.call("resized", argument, count, length)) {
            return result.toTensor(manager);
        }
    }

    private static int rounded(int tokens) {
        return (tokens + STEP - 1) / STEP * STEP;
    }

    private void list() {
        keyList = IValue.listFrom(keys);
        valueList = IValue.listFrom(values);
    }

    private void closeLists() {
        keyList.close();
        valueList.close();
    }

    @Override
    public void close() {
        closeLists();
        manager.close();
    }
}
