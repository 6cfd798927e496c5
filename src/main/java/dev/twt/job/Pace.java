package dev.twt.job;

import dev.twt.generation.GenerationProgress;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast one teacher goes: over the last minute, so that loading a model or a slow start is soon forgotten. */
final class Pace {
    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final double NANOS = 1e9;

    private record Sample(long nanos, long asked, long tokens) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    void add(long nanos, GenerationProgress progress) {
        samples.addLast(new Sample(nanos, progress.done() - progress.recorded(), progress.completionTokens()));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /** Answers a second; 0 while unknown. */
    double answers() {
        return rate(samples.isEmpty() ? 0 : samples.getLast().asked - samples.getFirst().asked);
    }

    /** Completion tokens a second; 0 while unknown. */
    double tokens() {
        return rate(samples.isEmpty() ? 0 : samples.getLast().tokens - samples.getFirst().tokens);
    }

    private double rate(long difference) {
        double seconds = samples.isEmpty() ? 0 : (samples.getLast().nanos - samples.getFirst().nanos) / NANOS;
        return seconds <= 0 ? 0 : difference / seconds;
    }
}
