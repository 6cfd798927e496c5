package dev.twt.job;

import dev.twt.process.ProcessEnd;
import dev.twt.process.Signals;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Ends a step on Ctrl-C: asks it to stop, gives it time to write what it has, and ends the process if it does not come
 * back. A second Ctrl-C ends the process at once. In force until closed.
 */
final class Interruption implements AutoCloseable {
    /** A piece of a training step may take half of it on a busy machine; a second Ctrl-C does not wait. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Runnable stop;
    private final Duration patience;
    private final String goOn;
    private final PrintStream err;
    private final IntConsumer halt;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Signals signals;

    /**
     * @param stop asks the step to stop, without waiting
     * @param patience time the step has to end
     * @param goOn the command that goes on
     * @param halt ends the process without shutdown hooks, which might wait for the step
     */
    Interruption(Runnable stop, Duration patience, String goOn, PrintStream err, IntConsumer halt) {
        this.stop = stop;
        this.patience = patience;
        this.goOn = goOn;
        this.err = err;
        this.halt = halt;
    }

    static Interruption install(Runnable stop, Duration patience, String goOn, PrintStream err) {
        Interruption interruption = new Interruption(stop, patience, goOn, err, ProcessEnd::now);
        interruption.signals = Signals.handle(interruption::ask);
        return interruption;
    }

    /** Whether the user asked the step to stop. */
    boolean asked() {
        return asked.get();
    }

    /** What a signal does; returns when the step has ended. */
    void ask() {
        if (!asked.compareAndSet(false, true)) {
            leave("Left at once.");
            return;
        }
        err.println("\nStopping: writing what was answered. Ctrl-C again leaves at once.");
        try {
            stop.run();
        } catch (RuntimeException e) {
            err.println("The step could not be asked to stop: " + e);
        }
        if (!endsInTime()) {
            leave("The step did not end within " + patience.toSeconds() + " s and was left.");
        }
    }

    private boolean endsInTime() {
        try {
            return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void leave(String how) {
        err.println(how + " What was published to the workspace is kept. To go on:\n  " + goOn);
        err.flush();
        halt.accept(ExitCode.STOPPED);
    }

    /** The step has ended by itself. */
    @Override
    public void close() {
        ended.countDown();
        if (signals != null) {
            signals.close();
        }
    }
}
