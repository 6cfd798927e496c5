package dev.twt.model.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands before the tensors' data in a GGUF file of version 2 or 3 (ggml's docs/gguf.md): magic, version, counts,
 * key-value pairs, tensor descriptions.
 *
 * @param metadataEnd where the key-value pairs end
 * @param alignment of the tensors' data
 * @param dataStart where the data part begins
 */
record GgufHeader(
        Metadata metadata, Map<String, TensorInfo> tensors, long metadataEnd, long alignment, long dataStart) {
    private static final int MAGIC = 0x46554747;
    private static final int MAX_DIMENSIONS = 4;
    private static final long DEFAULT_ALIGNMENT = 32;

    static GgufHeader read(Path path, FileChannel channel) throws IOException {
        FileCursor in = new FileCursor(path, channel);
        checkVersion(path, in);
        in.reading("the list of tensors");
        int tensorCount = in.count(24);
        in.reading("the metadata");
        int pairs = in.count(13);
        Metadata metadata = new Metadata(path.toString(), GgufValues.pairs(in, pairs));
        long metadataEnd = in.position();
        Map<String, TensorInfo> tensors = tensors(in, tensorCount);
        long alignment = metadata.findLong("general.alignment").orElse(DEFAULT_ALIGNMENT);
        if (alignment <= 0 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
            throw in.damaged("general.alignment is " + alignment + " and not a power of two");
        }
        long dataStart = (in.position() + alignment - 1) & -alignment;
        return new GgufHeader(metadata, tensors, metadataEnd, alignment, dataStart);
    }

    private static void checkVersion(Path path, FileCursor in) throws IOException {
        if (in.left() < 8 || in.int32() != MAGIC) {
            throw new ModelException(
                    path.toString(),
                    "this is not a GGUF file: it does not begin with the letters GGUF",
                    "Give a .gguf file, or the folder of a Hugging Face model");
        }
        int version = in.int32();
        if (version == 2 || version == 3) {
            return;
        }
        boolean bigEndian = (version & 0xffff) == 0;
        throw new ModelException(
                path.toString(),
                bigEndian
                        ? "this GGUF file is written for big-endian machines"
                        : "this GGUF file is of version " + version + "; versions 2 and 3 can be read",
                "Convert the model again with a current llama.cpp");
    }

    private static Map<String, TensorInfo> tensors(FileCursor in, int count) throws IOException {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            in.reading("the name of tensor " + i);
            TensorInfo tensor = tensor(in);
            if (tensors.put(tensor.name(), tensor) != null) {
                throw in.damaged("it names tensor " + tensor.name() + " twice");
            }
        }
        return tensors;
    }

    private static TensorInfo tensor(FileCursor in) throws IOException {
        String name = in.string();
        in.reading("the description of tensor " + name);
        int dimensions = in.int32();
        if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
            throw in.damaged("tensor " + name + " has " + Integer.toUnsignedString(dimensions) + " dimensions");
        }
        List<Long> fastestFirst = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            fastestFirst.add(in.int64());
        }
        long[] shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = fastestFirst.get(dimensions - 1 - i);
        }
        long values = Shapes.size(shape);
        if (values < 0) {
            throw in.damaged("tensor " + name + " has the shape " + fastestFirst);
        }
        int type = in.int32();
        return new TensorInfo(name, shape, type, in.int64(), values);
    }
}
