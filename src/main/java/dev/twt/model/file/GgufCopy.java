package dev.twt.model.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes a GGUF file that says what another one says, byte for byte but for {@code general.file_type}, with other values in
 * its tensors: settings, tokenizer and chat template stay what they are.
 */
public final class GgufCopy {
    private static final int START_OF_METADATA = 24;
    private static final String FILE_TYPE = "general.file_type";
    private static final int UINT32 = 4;
    private static final int ALL_F32 = 0;

    private final GgufFile like;
    private final Map<String, Supplier<float[]>> values;

    private GgufCopy(GgufFile like, Map<String, Supplier<float[]>> values) {
        this.like = like;
        this.values = values;
    }

    /**
     * Writes a file of float32 tensors, in the order of the other's. It appears under its name when it is complete.
     *
     * @param like the other one
     * @param values of its tensors by name, asked for one at a time; a tensor that is not named keeps its own
     * @throws ModelException if the other one has no tensor of a name, or one of another size
     */
    public static void write(Path file, GgufFile like, Map<String, Supplier<float[]>> values) {
        values.keySet().stream()
                .filter(name -> !like.header().tensors().containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ModelFiles.noTensor(like.path(), name);
                });
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                new GgufCopy(like, values).write(channel);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ModelException(
                    file.toString(),
                    "the file can't be written: " + e.getMessage(),
                    "Check the folder, its permissions and the space on the disk",
                    e);
        }
    }

    private void write(FileChannel channel) throws IOException {
        SafetensorsWriter.writeAll(channel, ByteBuffer.wrap(said()));
        long offset = 0;
        for (TensorInfo tensor : like.header().tensors().values()) {
            SafetensorsWriter.writeAll(channel, description(tensor, offset));
            offset = aligned(offset + tensor.values() * Float.BYTES);
        }
        pad(channel);
        Weights own = like.weights();
        for (TensorInfo tensor : like.header().tensors().values()) {
            float[] floats = values.getOrDefault(tensor.name(), () -> own.read(tensor.name()))
                    .get();
            if (floats.length != tensor.values()) {
                throw new ModelException(
                        like.path().toString(),
                        "its tensor " + tensor.name() + " has " + tensor.values() + " values and the trained one "
                                + floats.length,
                        "Take the file of the model that was trained");
            }
            SafetensorsWriter.writeValues(channel, floats, SafetensorsType.F32);
            pad(channel);
        }
    }

    /** All that stands before the descriptions of tensors, with the type of a file of float32. */
    private byte[] said() throws IOException {
        byte[] bytes = like.bytes(like.header().metadataEnd());
        byte[] key = ByteBuffer.allocate(Long.BYTES + FILE_TYPE.length() + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(FILE_TYPE.length())
                .put(FILE_TYPE.getBytes(StandardCharsets.US_ASCII))
                .putInt(UINT32)
                .array();
        for (int at = START_OF_METADATA; at + key.length + Integer.BYTES <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + key.length, key, 0, key.length)) {
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + key.length, ALL_F32);
                break;
            }
        }
        return bytes;
    }

    private static ByteBuffer description(TensorInfo tensor, long offset) {
        byte[] name = tensor.name().getBytes(StandardCharsets.UTF_8);
        long[] shape = tensor.shape();
        ByteBuffer bytes = ByteBuffer.allocate(
                        3 * Long.BYTES + name.length + 2 * Integer.BYTES + shape.length * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(name.length)
                .put(name)
                .putInt(shape.length);
        for (int i = shape.length - 1; i >= 0; i--) {
            bytes.putLong(shape[i]);
        }
        return bytes.putInt(ALL_F32).putLong(offset).flip();
    }

    private void pad(FileChannel channel) throws IOException {
        long position = channel.position();
        SafetensorsWriter.writeAll(channel, ByteBuffer.allocate((int) (aligned(position) - position)));
    }

    private long aligned(long position) {
        long alignment = like.header().alignment();
        return (position + alignment - 1) & -alignment;
    }
}
