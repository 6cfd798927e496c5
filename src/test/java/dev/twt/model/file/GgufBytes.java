package dev.twt.model.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small GGUF files for tests. */
public final class GgufBytes {
    private static final int ALIGNMENT = 32;

    private final ByteArrayOutputStream pairs = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int version = 3;
    private int pairCount;
    private int tensorCount;

    public GgufBytes version(int number) {
        version = number;
        return this;
    }

    public GgufBytes string(String key, String value) {
        return pair(key, 8, text(value));
    }

    public GgufBytes uint32(String key, int value) {
        return pair(key, 4, int32(value));
    }

    public GgufBytes float32(String key, float value) {
        return pair(key, 6, int32(Float.floatToIntBits(value)));
    }

    public GgufBytes bool(String key, boolean value) {
        return pair(key, 7, new byte[] {(byte) (value ? 1 : 0)});
    }

    public GgufBytes strings(String key, List<String> values) {
        return array(key, 8, values.stream().map(GgufBytes::text).toList());
    }

    public GgufBytes ints(String key, int... values) {
        List<byte[]> all = new ArrayList<>();
        for (int value : values) {
            all.add(int32(value));
        }
        return array(key, 5, all);
    }

    public GgufBytes floats(String key, float... values) {
        List<byte[]> all = new ArrayList<>();
        for (float value : values) {
            all.add(int32(Float.floatToIntBits(value)));
        }
        return array(key, 6, all);
    }

    public GgufBytes array(String key, int type, List<byte[]> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(int32(type));
        out.writeBytes(int64(values.size()));
        values.forEach(out::writeBytes);
        return pair(key, 9, out.toByteArray());
    }

    /** A pair of any type, its value as raw bytes. */
    public GgufBytes pair(String key, int type, byte[] value) {
        pairs.writeBytes(text(key));
        pairs.writeBytes(int32(type));
        pairs.writeBytes(value);
        pairCount++;
        return this;
    }

    /**
     * A tensor.
     *
     * @param shape in PyTorch's order
     */
    public GgufBytes tensor(String name, int type, byte[] bytes, long... shape) {
        tensors.writeBytes(text(name));
        tensors.writeBytes(int32(shape.length));
        for (int i = shape.length - 1; i >= 0; i--) {
            tensors.writeBytes(int64(shape[i]));
        }
        tensors.writeBytes(int32(type));
        tensors.writeBytes(int64(data.size()));
        data.writeBytes(bytes);
        pad(data);
        tensorCount++;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(int32(version));
        all.writeBytes(int64(tensorCount));
        all.writeBytes(int64(pairCount));
        all.writeBytes(pairs.toByteArray());
        all.writeBytes(tensors.toByteArray());
        pad(all);
        all.writeBytes(data.toByteArray());
        return all.toByteArray();
    }

    public Path write(Path path) {
        try {
            return Files.write(path, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % ALIGNMENT != 0) {
            out.write(0);
        }
    }

    public static byte[] text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[8 + utf8.length];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(utf8.length)
                .put(utf8);
        return bytes;
    }

    public static byte[] int32(int value) {
        return little(4).putInt(value).array();
    }

    public static byte[] int64(long value) {
        return little(8).putLong(value).array();
    }

    public static byte[] floatBytes(float... values) {
        byte[] bytes = new byte[4 * values.length];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return bytes;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
