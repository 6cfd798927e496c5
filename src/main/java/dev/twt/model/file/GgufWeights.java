package dev.twt.model.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;

/** The tensors of a GGUF file under the file's own names, dequantised when they are read. Safe for several threads. */
final class GgufWeights implements Weights {
    private final Path path;
    private final FileChannel channel;
    private final GgufHeader header;

    /** The channel is closed with the {@link GgufFile}. */
    GgufWeights(Path path, FileChannel channel, GgufHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
    }

    /** Refuses a tensor outside the file or of a format that can't be read. */
    static void check(Path path, GgufHeader header, long size) {
        header.tensors().values().forEach(tensor -> check(path, tensor, header.dataStart(), size));
    }

    private static void check(Path path, TensorInfo tensor, long dataStart, long size) {
        GgmlType format = GgmlType.ofId(tensor.type()).orElseThrow(() -> unsupported(path, tensor));
        long rowLength = tensor.shape().length == 0 ? 1 : tensor.shape()[tensor.shape().length - 1];
        if (rowLength % format.blockValues() != 0) {
            throw refused(
                    path,
                    tensor,
                    "has rows of " + rowLength + " values, and " + format + " packs " + format.blockValues()
                            + " together");
        }
        long room = size - dataStart - tensor.offset();
        if (tensor.offset() < 0 || room < 0 || tensor.values() / format.blockValues() > room / format.blockBytes()) {
            throw refused(path, tensor, "lies beyond the end of the file, which has " + size + " bytes");
        }
    }

    private static ModelException unsupported(Path path, TensorInfo tensor) {
        return new ModelException(
                path.toString(),
                "tensor " + tensor.name() + " is in the format " + GgmlType.nameOf(tensor.type())
                        + ", which can't be read",
                "Take a file in one of " + GgmlType.supported() + " (Q4_K_M, Q5_K_M, Q6_K, Q8_0 files serve)");
    }

    private static ModelException refused(Path path, TensorInfo tensor, String what) {
        return new ModelException(
                path.toString(),
                "the file is cut short or damaged: tensor " + tensor.name() + " " + what,
                "Fetch it again and check its sha256");
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(header.tensors().keySet());
    }

    @Override
    public long[] shape(String name) {
        return tensor(name).shape().clone();
    }

    @Override
    public float[] read(String name) {
        TensorInfo tensor = tensor(name);
        GgmlType type = GgmlType.ofId(tensor.type()).orElseThrow();
        int values = ModelFiles.arrayLength(path, name, tensor.values());
        try {
            return BlockReader.read(
                    channel,
                    header.dataStart() + tensor.offset(),
                    values,
                    type.blockValues(),
                    type.blockBytes(),
                    type.format());
        } catch (IOException e) {
            throw ModelFiles.unreadable(path, e);
        }
    }

    private TensorInfo tensor(String name) {
        TensorInfo tensor = header.tensors().get(name);
        if (tensor == null) {
            throw ModelFiles.noTensor(path, name);
        }
        return tensor;
    }

    @Override
    public void close() {
        // The file belongs to GgufFile.
    }
}
