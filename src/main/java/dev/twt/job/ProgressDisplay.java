package dev.twt.job;

import dev.twt.generation.GenerationProgress;
import dev.twt.generation.ProgressListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shows how far generation has come: on a terminal a block that is redrawn, else plain lines now and then, and always
 * the last state when it is closed.
 */
final class ProgressDisplay implements ProgressListener, AutoCloseable {
    private final ProgressPainter painter;
    private final LongSupplier nanoClock;
    private final Map<String, Pace> paces = new HashMap<>();

    private List<GenerationProgress> latest = List.of();
    private boolean painted;
    private boolean stale;
    private long paintedAt;
    private boolean closed;

    /** @param nanoClock a clock such as {@link System#nanoTime} */
    ProgressDisplay(ProgressPainter painter, LongSupplier nanoClock) {
        this.painter = painter;
        this.nanoClock = nanoClock;
    }

    @Override
    public synchronized void onProgress(List<GenerationProgress> teachers) {
        if (closed) {
            return;
        }
        long now = nanoClock.getAsLong();
        teachers.forEach(
                t -> paces.computeIfAbsent(t.teacher(), name -> new Pace()).add(now, t));
        latest = List.copyOf(teachers);
        stale = true;
        if (!painted || now - paintedAt >= painter.intervalNanos()) {
            paint(now);
        }
    }

    @Override
    public synchronized void onNews(String line) {
        if (!closed) {
            painter.tell(line);
        }
    }

    /** Paints the last state if it has not been seen yet. */
    @Override
    public synchronized void close() {
        if (stale && !closed) {
            paint(nanoClock.getAsLong());
        }
        closed = true;
    }

    private void paint(long now) {
        painter.paint(latest.stream().map(this::state).toList());
        painted = true;
        stale = false;
        paintedAt = now;
    }

    private TeacherState state(GenerationProgress progress) {
        Pace pace = paces.get(progress.teacher());
        return new TeacherState(progress, pace.answers(), pace.tokens());
    }
}
