package dev.twt.generation.batch;

import dev.twt.generation.StopSignal;
import java.time.Duration;

/** Waits that end at once when the user wants to stop. */
final class Patience {
    private static final long GLANCE_MILLIS = 100;

    private Patience() {}

    static void wait(Duration wait, StopSignal signal) {
        long end = System.nanoTime() + wait.toNanos();
        try {
            for (long left = wait.toMillis(); left > 0 && !signal.requested(); ) {
                Thread.sleep(Math.min(GLANCE_MILLIS, left));
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            signal.request();
        }
    }
}
