package dev.twt.model.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The key-value part of a GGUF file, typed. The {@code find…} methods give nothing where the key is absent; the others
 * refuse the file. Both refuse a value of another type. Any integer type serves for an integer, any floating-point type
 * for a float.
 */
public final class Metadata {
    private final String where;
    private final Map<String, Object> values;

    /**
     * @param where the file, for messages
     * @param values Long, Double, Boolean, String, List of String, long[], float[], boolean[] or List of these
     */
    Metadata(String where, Map<String, Object> values) {
        this.where = where;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Keys in the file's order. */
    public Set<String> keys() {
        return values.keySet();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public String string(String key) {
        return required(key, findString(key));
    }

    public Optional<String> findString(String key) {
        return find(key, String.class, "a text");
    }

    public int intValue(String key) {
        return required(key, findInt(key));
    }

    /** An integer; one beyond 32 bits is refused. */
    public Optional<Integer> findInt(String key) {
        return findLong(key).map(value -> {
            if (value != value.intValue()) {
                throw wrong(key, "is " + value + ", too large for an integer of 32 bits");
            }
            return value.intValue();
        });
    }

    public Optional<Long> findLong(String key) {
        return find(key, Long.class, "an integer");
    }

    public float floatValue(String key) {
        return required(key, findFloat(key));
    }

    public Optional<Float> findFloat(String key) {
        return find(key, Double.class, "a floating-point number").map(Double::floatValue);
    }

    public Optional<Boolean> findBool(String key) {
        return find(key, Boolean.class, "true or false");
    }

    public List<String> strings(String key) {
        return required(key, findStrings(key));
    }

    Optional<List<String>> findStrings(String key) {
        return find(key, StringArray.class, "a list of texts").map(StringArray::values);
    }

    public long[] longs(String key) {
        return required(key, findLongs(key));
    }

    Optional<long[]> findLongs(String key) {
        return find(key, long[].class, "a list of integers").map(long[]::clone);
    }

    public float[] floats(String key) {
        return required(key, findFloats(key));
    }

    Optional<float[]> findFloats(String key) {
        return find(key, float[].class, "a list of floating-point numbers").map(float[]::clone);
    }

    /** A list of texts, kept apart from lists of lists. */
    record StringArray(List<String> values) {}

    private <T> Optional<T> find(String key, Class<T> type, String wanted) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw wrong(key, "is not " + wanted);
        }
        return Optional.of(type.cast(value));
    }

    private <T> T required(String key, Optional<T> value) {
        return value.orElseThrow(() -> wrong(key, "is missing"));
    }

    private ModelException wrong(String key, String what) {
        return new ModelException(
                where, "the metadata key " + key + " " + what, "Take a GGUF file made by llama.cpp's converter");
    }
}
