package dev.twt.model.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads little-endian values from the start of a file on, and believes no length that is longer than what is left. */
final class FileCursor {
    private static final int WINDOW = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window =
            ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long windowEnd;
    private String reading = "the header";

    FileCursor(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
    }

    /** Names what is read from here on, for messages. */
    void reading(String what) {
        reading = what;
    }

    /** Goes back to the start of the file. */
    void rewind() {
        window.limit(0);
        windowEnd = 0;
    }

    long position() {
        return windowEnd - window.remaining();
    }

    long left() {
        return size - position();
    }

    byte int8() throws IOException {
        return fixed(1).get();
    }

    short int16() throws IOException {
        return fixed(2).getShort();
    }

    int int32() throws IOException {
        return fixed(4).getInt();
    }

    long int64() throws IOException {
        return fixed(8).getLong();
    }

    float float32() throws IOException {
        return fixed(4).getFloat();
    }

    double float64() throws IOException {
        return fixed(8).getDouble();
    }

    /** A length of 8 bytes and as many bytes of UTF-8. */
    String string() throws IOException {
        byte[] bytes = new byte[count(1)];
        for (int done = 0; done < bytes.length; ) {
            if (!window.hasRemaining()) {
                fixed(1);
            }
            int part = Math.min(window.remaining(), bytes.length - done);
            window.get(bytes, done, part);
            done += part;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A number of things of 8 bytes, each of which takes at least {@code bytesEach} of what is left in the file. */
    int count(int bytesEach) throws IOException {
        long count = int64();
        if (count < 0 || count > left() / bytesEach || count > Integer.MAX_VALUE - 8) {
            throw damaged("it states " + Long.toUnsignedString(count) + " for the length of " + reading + ", and only "
                    + left() + " bytes are left");
        }
        return (int) count;
    }

    ModelException damaged(String what) {
        return new ModelException(
                path.toString(), "the file is cut short or damaged: " + what, "Fetch it again and check its sha256");
    }

    private ByteBuffer fixed(int bytes) throws IOException {
        if (window.remaining() < bytes) {
            if (left() < bytes) {
                throw damaged("it ends within " + reading + " after " + size + " bytes");
            }
            refill(bytes);
        }
        return window;
    }

    private void refill(int bytes) throws IOException {
        window.compact();
        while (window.position() < bytes) {
            int read = channel.read(window, windowEnd);
            if (read < 0) {
                throw damaged("it became shorter while it was read");
            }
            windowEnd += read;
        }
        window.flip();
    }
}
