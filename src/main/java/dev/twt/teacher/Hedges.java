package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When a request is sent a second time. Second sendings under way are at most a tenth of the requests that may be, and at
 * least one: where all of a server is slow, its load must not double.
 */
final class Hedges {
    private static final int SHARE = 10;

    private final long afterNanos;
    private final int most;
    private final AtomicInteger underWay = new AtomicInteger();

    Hedges(TeacherConfig config) {
        this.afterNanos = config.retry().hedgeAfter().toNanos();
        this.most = Math.max(1, config.limits().inFlight() / SHARE);
    }

    /** Nanoseconds after which a request is slow; 0: never. */
    long afterNanos() {
        return afterNanos;
    }

    /** Whether a request so old is to be sent a second time. */
    boolean due(long nanos) {
        return afterNanos > 0 && nanos >= afterNanos;
    }

    /** Takes one of the second sendings, which has to be given back. */
    boolean take() {
        return underWay.getAndUpdate(n -> Math.min(most, n + 1)) < most;
    }

    void giveBack() {
        underWay.decrementAndGet();
    }
}
