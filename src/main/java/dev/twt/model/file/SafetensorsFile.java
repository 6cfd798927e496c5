package dev.twt.model.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file (<a href="https://huggingface.co/docs/safetensors">format</a>) of F32, F16 and BF16 tensors. A
 * tensor of another format is named, and refused when it is read. Reading is safe for several threads.
 */
public final class SafetensorsFile implements Weights {
    private final Path path;
    private final FileChannel channel;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, FileChannel channel, SafetensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
    }

    /** Opens a file and reads its header. */
    public static SafetensorsFile open(Path path) {
        FileChannel channel = ModelFiles.open(path);
        try {
            return new SafetensorsFile(path, channel, SafetensorsHeader.read(path, channel));
        } catch (IOException e) {
            ModelFiles.close(channel);
            throw ModelFiles.unreadable(path, e);
        } catch (RuntimeException e) {
            ModelFiles.close(channel);
            throw e;
        }
    }

    /** The file's own notes, for example {@code format} = {@code pt}. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(header.entries().keySet());
    }

    @Override
    public long[] shape(String name) {
        return entry(name).shape().clone();
    }

    @Override
    public float[] read(String name) {
        SafetensorsHeader.Entry entry = entry(name);
        SafetensorsType type = SafetensorsType.named(entry.dtype());
        if (type == null) {
            throw new ModelException(
                    path.toString(),
                    "tensor " + name + " is in the format " + entry.dtype() + ", which can't be read",
                    "Export the model as F32, F16 or BF16");
        }
        int values = ModelFiles.arrayLength(path, name, entry.values());
        try {
            return BlockReader.read(
                    channel, header.dataStart() + entry.begin(), values, 1, type.bytes(), type.format());
        } catch (IOException e) {
            throw ModelFiles.unreadable(path, e);
        }
    }

    private SafetensorsHeader.Entry entry(String name) {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw ModelFiles.noTensor(path, name);
        }
        return entry;
    }

    @Override
    public void close() {
        ModelFiles.close(channel);
    }
}
