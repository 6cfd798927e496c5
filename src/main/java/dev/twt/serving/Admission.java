package dev.twt.serving;

import java.time.Duration;

/** Requests being answered: how many may be, and whether any more may come. */
final class Admission {
    private final int most;
    private int underWay;
    private boolean closed;

    Admission(int most) {
        this.most = most;
    }

    /**
     * Lets one request in; {@link #leave} has to follow.
     *
     * @throws ApiException 429 where too many are being answered, 503 where no more are taken
     */
    synchronized void enter() {
        if (closed) {
            throw ApiException.stopping();
        }
        if (underWay >= most) {
            throw ApiException.busy();
        }
        underWay++;
    }

    synchronized void leave() {
        underWay--;
        notifyAll();
    }

    /** No more are let in. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Waits until none is being answered, at most so long. Returns whether that is so. */
    synchronized boolean awaitEmpty(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (long left = longest.toMillis();
                    underWay > 0 && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return underWay == 0;
    }
}
