package dev.twt.model.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A GGUF file, version 2 or 3 (<a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">format</a>). Lengths
 * in it are not trusted: a file that is cut short, damaged or no GGUF file at all is refused with a
 * {@link ModelException}. Reading is safe for several threads; the file stays open until {@link #close()}.
 */
public final class GgufFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final GgufHeader header;
    private final long size;

    private GgufFile(Path path, FileChannel channel, GgufHeader header, long size) {
        this.path = path;
        this.channel = channel;
        this.header = header;
        this.size = size;
    }

    /** Opens a file and reads all that stands before the tensors' data. */
    public static GgufFile open(Path path) {
        FileChannel channel = ModelFiles.open(path);
        try {
            return new GgufFile(path, channel, GgufHeader.read(path, channel), channel.size());
        } catch (IOException e) {
            ModelFiles.close(channel);
            throw ModelFiles.unreadable(path, e);
        } catch (RuntimeException e) {
            ModelFiles.close(channel);
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    public Metadata metadata() {
        return header.metadata();
    }

    /**
     * The tensors under GGUF's own names, for example {@code blk.0.attn_q.weight}. Closing them closes nothing: they
     * live as long as this file.
     *
     * @throws ModelException if a tensor is in a format that can't be read or lies beyond the end of the file, or if this
     *     is one part of a model that is split into several files
     */
    public Weights weights() {
        int parts = metadata().findInt("split.count").orElse(0);
        if (parts > 1) {
            throw new ModelException(
                    path.toString(),
                    "this is one of " + parts + " files that make up the model",
                    "Join them with llama.cpp's llama-gguf-split --merge");
        }
        GgufWeights.check(path, header, size);
        return new GgufWeights(path, channel, header);
    }

    GgufHeader header() {
        return header;
    }

    /** Its first bytes. */
    byte[] bytes(long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(count));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // until it is full: what is there was read before
        }
        return bytes.array();
    }

    @Override
    public void close() {
        ModelFiles.close(channel);
    }
}
