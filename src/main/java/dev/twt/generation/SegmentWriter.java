package dev.twt.generation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.spark.sql.Row;

/** Collects one task's rows and publishes them as a segment when there are enough or it has been long enough. */
final class SegmentWriter {
    private static final int MOST_TRIES = 5;

    private final SegmentFiles files;
    private final String prefix;
    private final int segmentRows;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final List<Row> rows = new ArrayList<>();
    private int sequence;
    private long oldest;

    /**
     * Makes a writer.
     *
     * @param prefix of the segments' names, never used by another attempt
     * @param nanoTime the clock, {@code System::nanoTime} but for tests
     */
    SegmentWriter(SegmentFiles files, String prefix, int segmentRows, Duration interval, LongSupplier nanoTime) {
        this.files = files;
        this.prefix = prefix;
        this.segmentRows = Math.max(1, segmentRows);
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Adds rows that are published together, even where they are more than a segment still takes. */
    void add(List<Row> together) throws IOException {
        if (rows.isEmpty()) {
            oldest = nanoTime.getAsLong();
        }
        rows.addAll(together);
        flushIfDue();
    }

    /** Rows until a segment is full, at least 1. */
    int room() {
        return Math.max(1, segmentRows - rows.size());
    }

    /** Nanoseconds until the oldest row has to be published. */
    long nanosUntilDue() {
        return rows.isEmpty() ? intervalNanos : Math.max(0, oldest + intervalNanos - nanoTime.getAsLong());
    }

    void flushIfDue() throws IOException {
        if (rows.size() >= segmentRows || (!rows.isEmpty() && nanosUntilDue() == 0)) {
            flush();
        }
    }

    /**
     * Publishes what there is; even when the thread was interrupted or is while it does, because a file system refuses
     * then or breaks off.
     */
    void flush() throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= publishUninterrupted();
            sequence++;
            rows.clear();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether an interrupt broke it off before, perhaps several times. */
    private boolean publishUninterrupted() throws IOException {
        for (int tries = 1; true; tries++) {
            try {
                files.publish(prefix + "-" + sequence, rows);
                return tries > 1;
            } catch (IOException | RuntimeException e) {
                boolean brokenOff = Thread.interrupted() || isInterrupt(e);
                if (!brokenOff || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static boolean isInterrupt(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            // Its subclasses are time-outs of connections.
            if (t.getClass() == InterruptedIOException.class || t instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }
}
