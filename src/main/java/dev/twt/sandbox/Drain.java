package dev.twt.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a stream to its end on a thread of its own, counts it all and keeps only the beginning. */
final class Drain {
    private static final int KEPT = 16 << 10;
    private static final int CHUNK = 8 << 10;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile long bytes;

    private Drain(InputStream in) {
        thread = new Thread(() -> read(in), "twt-sandbox-output");
        thread.setDaemon(true);
    }

    static Drain of(InputStream in) {
        Drain drain = new Drain(in);
        drain.thread.start();
        return drain;
    }

    private void read(InputStream in) {
        byte[] chunk = new byte[CHUNK];
        long all = 0;
        try (in) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                all += n;
                bytes = all;
                kept.write(chunk, 0, Math.min(n, KEPT - kept.size()));
            }
        } catch (IOException e) {
            // The process was killed: what was read counts.
        }
    }

    long bytes() {
        return bytes;
    }

    /** The beginning, once the stream has ended. */
    String text(long patienceMs) throws InterruptedException {
        thread.join(patienceMs);
        return thread.isAlive() ? "" : kept.toString(StandardCharsets.UTF_8);
    }
}
