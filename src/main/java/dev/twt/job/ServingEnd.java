package dev.twt.job;

import dev.twt.process.ProcessEnd;
import dev.twt.process.Signals;
import java.util.concurrent.CountDownLatch;

/** Waits for Ctrl-C or the system's request to end; a second one ends the process at once. */
final class ServingEnd implements AutoCloseable {
    private final Console console;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Signals signals;

    ServingEnd(Console console) {
        this.console = console;
        this.signals = Signals.handle(this::ask);
    }

    private synchronized void ask() {
        if (asked.getCount() == 0) {
            console.err().flush();
            ProcessEnd.now(ExitCode.STOPPED);
        }
        console.note("\nStopping: answers under way are finished. Ctrl-C again leaves at once.");
        asked.countDown();
    }

    void await() throws InterruptedException {
        asked.await();
    }

    @Override
    public void close() {
        signals.close();
    }
}
