package dev.twt.model.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Writes safetensors files. */
public final class SafetensorsWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WINDOW = 1 << 18;

    private SafetensorsWriter() {}

    /**
     * A tensor to write.
     *
     * @param shape in PyTorch's order
     * @param values row-major, as many as the shape says
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of weights that are not copied
    public record Tensor(long[] shape, float[] values) {
        public Tensor {
            if (Shapes.size(shape) != values.length) {
                throw new IllegalArgumentException(values.length + " values do not fill the shape");
            }
        }
    }

    /**
     * A tensor whose values are made when they are written.
     *
     * @param shape in PyTorch's order
     * @param values row-major, as many as the shape says
     */
    @SuppressWarnings("ArrayRecordComponent") // read once
    public record Source(long[] shape, Supplier<float[]> values) {}

    /**
     * Writes a file, in the map's order. It appears under its name when it is complete.
     *
     * @param type F32 or BF16 (rounded to nearest, ties to even)
     * @param metadata notes for the file; PyTorch's readers want {@code format} = {@code pt}
     */
    public static void write(
            Path path, Map<String, Tensor> tensors, SafetensorsType type, Map<String, String> metadata) {
        Map<String, Source> sources = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> sources.put(name, new Source(tensor.shape(), tensor::values)));
        writeEach(path, sources, type, metadata);
    }

    /** As {@link #write}; values are asked for one tensor at a time, so that one is held at a time. */
    public static void writeEach(
            Path path, Map<String, Source> tensors, SafetensorsType type, Map<String, String> metadata) {
        if (type == SafetensorsType.F16) {
            throw new IllegalArgumentException("F16 is read and not written: use F32 or BF16");
        }
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                writeAll(channel, header(tensors, type, metadata));
                for (Source tensor : tensors.values()) {
                    writeValues(
                            channel, new Tensor(tensor.shape(), tensor.values().get()).values(), type);
                }
            }
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ModelException(
                    path.toString(),
                    "the file can't be written: " + e.getMessage(),
                    "Check the folder, its permissions and the space on the disk",
                    e);
        }
    }

    private static ByteBuffer header(Map<String, Source> tensors, SafetensorsType type, Map<String, String> metadata)
            throws IOException {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode notes = json.putObject("__metadata__");
        metadata.forEach(notes::put);
        long offset = 0;
        for (Map.Entry<String, Source> entry : tensors.entrySet()) {
            ObjectNode tensor = json.putObject(entry.getKey()).put("dtype", type.name());
            tensor.set("shape", JSON.valueToTree(entry.getValue().shape()));
            long end = offset + Shapes.size(entry.getValue().shape()) * type.bytes();
            tensor.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] bytes = JSON.writeValueAsBytes(json);
        int padded = (bytes.length + 7) / 8 * 8;
        ByteBuffer header = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(padded).put(bytes);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    static void writeValues(FileChannel channel, float[] values, SafetensorsType type) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(WINDOW * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length; ) {
            int until = Math.min(values.length, done + WINDOW);
            window.clear();
            for (; done < until; done++) {
                if (type == SafetensorsType.F32) {
                    window.putFloat(values[done]);
                } else {
                    window.putShort(HalfFloat.toBfloat16(values[done]));
                }
            }
            writeAll(channel, window.flip());
        }
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
