package dev.twt.teacher.http;

import java.time.Duration;

/**
 * Keeps requests away from a server that fails: closed, then open for a while after five failures in a row, then half
 * open for one probe. Each failed probe doubles the pause. Guarded by its pool; times are {@link System#nanoTime}'s.
 */
final class CircuitBreaker {
    static final int FAILURES = 5;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private int failures;
    private Duration pause = Duration.ZERO;
    private long pauseEnds;
    private boolean open;
    private boolean probing;

    boolean admits(long now) {
        return !open || (!probing && now - pauseEnds >= 0);
    }

    /** One request goes out, which {@link #admits} allowed. Returns whether it is the probe. */
    boolean send() {
        probing = open;
        return probing;
    }

    void succeeded() {
        failures = 0;
        pause = Duration.ZERO;
        open = false;
        probing = false;
    }

    void failed(boolean probe, long now) {
        if (probe && probing) {
            open(now, pause.multipliedBy(2));
        } else if (!open && ++failures >= FAILURES) {
            open(now, FIRST_PAUSE);
        }
        // What was on its way when it opened says nothing new.
    }

    private void open(long now, Duration next) {
        pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
        pauseEnds = now + pause.toNanos();
        open = true;
        probing = false;
    }

    /** A request ended that says nothing about the server: the next one may probe. */
    void undecided(boolean probe) {
        if (probe) {
            probing = false;
        }
    }

    /** Until a request may go out; a probe under way is given another pause to come back. */
    Duration untilProbe(long now) {
        if (!open) {
            return Duration.ZERO;
        }
        return probing ? pause : Duration.ofNanos(Math.max(0, pauseEnds - now));
    }
}
