package dev.twt.training.loop;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How fast a training goes, since it was begun or gone on with. */
final class Pace {
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private final long begin;
    private final long firstStep;
    private long tokens;
    private long lastShown;

    /** @param firstStep steps that were done before */
    Pace(LongSupplier nanos, long firstStep) {
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.lastShown = begin;
        this.firstStep = firstStep;
    }

    /** @param read tokens that passed the model, prompts included and padding not */
    void add(long read) {
        tokens += read;
    }

    double tokensASecond() {
        return tokens / seconds();
    }

    double secondsLeft(long step, long steps) {
        return seconds() / Math.max(1, step - firstStep) * (steps - step);
    }

    /** Whether that many seconds went by since this was true. */
    boolean due(double seconds) {
        if ((nanos.getAsLong() - lastShown) / NANOS < seconds) {
            return false;
        }
        lastShown = nanos.getAsLong();
        return true;
    }

    private double seconds() {
        return Math.max(1e-9, (nanos.getAsLong() - begin) / NANOS);
    }

    /** {@code 8 s}, {@code 3 min}, {@code 2 h 10 min}. */
    static String words(double seconds) {
        long s = (long) Math.ceil(seconds);
        if (s < 100) {
            return s + " s";
        }
        long minutes = (s + 59) / 60;
        return minutes < 100
                ? minutes + " min"
                : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
}
