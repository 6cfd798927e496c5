package dev.twt.model.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Reads a run of blocks of a file as floats, a window at a time, so that neither the file nor a tensor has to fit a
 * buffer. Positional reads rather than a mapping: nothing stays mapped until the garbage collector finds it, and a file
 * that another process cuts short is an error and not a crash.
 */
final class BlockReader {
    private static final int WINDOW = 1 << 20;

    private BlockReader() {}

    static float[] read(
            FileChannel channel, long offset, int values, int blockValues, int blockBytes, BlockFormat format)
            throws IOException {
        float[] out = new float[values];
        int blocks = values / blockValues;
        int perWindow = Math.min(blocks, Math.max(1, WINDOW / blockBytes));
        ByteBuffer window = ByteBuffer.allocate(perWindow * blockBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < blocks; ) {
            int now = Math.min(perWindow, blocks - done);
            fill(channel, offset + (long) done * blockBytes, window.clear().limit(now * blockBytes));
            format.read(window, now, out, done * blockValues);
            done += now;
        }
        return out;
    }

    private static void fill(FileChannel channel, long offset, ByteBuffer window) throws IOException {
        while (window.hasRemaining()) {
            if (channel.read(window, offset + window.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
    }
}
