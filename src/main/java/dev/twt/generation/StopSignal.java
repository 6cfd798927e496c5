package dev.twt.generation;

/**
 * The wish to end a run early with everything kept, such as Ctrl-C. Given on the driver; the run publishes what has
 * been answered and returns.
 */
public final class StopSignal {
    private volatile boolean requested;

    /** Asks the run to stop. May be called from any thread, more than once. */
    public void request() {
        requested = true;
    }

    public boolean requested() {
        return requested;
    }
}
