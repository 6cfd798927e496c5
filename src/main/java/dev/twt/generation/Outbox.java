package dev.twt.generation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** What one task still has to send: attempts whose time has come again first, then new ones in their order. */
final class Outbox {
    /** Not the longest there is, for what is added to it. */
    private static final long LONG_TIME = Duration.ofDays(1).toNanos();

    private final Iterator<List<PlannedRequest>> groups;
    private final Attempts attempts;
    private final Deque<Attempt> ready = new ArrayDeque<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::due));

    private record Later(Attempt attempt, long due) {}

    /** @param groups samples of a question that go in one request */
    Outbox(Iterator<List<PlannedRequest>> groups, Attempts attempts) {
        this.groups = groups;
        this.attempts = attempts;
    }

    /** Takes out at most so many attempts whose time has come. */
    List<Attempt> take(int most, long now) {
        while (!later.isEmpty() && later.peek().due() <= now) {
            ready.addFirst(later.poll().attempt());
        }
        List<Attempt> taken = new ArrayList<>();
        while (taken.size() < most && (!ready.isEmpty() || groups.hasNext())) {
            List<Attempt> pieces = attempts.pieces(ready.isEmpty() ? attempts.first(groups.next()) : ready.poll());
            taken.add(pieces.get(0));
            putBack(pieces.subList(1, pieces.size()));
        }
        return taken;
    }

    /** Puts back what may not be sent yet, in its order. */
    void putBack(List<Attempt> attempts) {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            ready.addFirst(attempts.get(i));
        }
    }

    /** Keeps an attempt until its time comes. */
    void keep(Attempt attempt, long due) {
        later.add(new Later(attempt, due));
    }

    boolean isEmpty() {
        return ready.isEmpty() && later.isEmpty() && !groups.hasNext();
    }

    /** Nanoseconds until the next kept attempt is due; none kept: a day. */
    long nanosUntilDue(long now) {
        return later.isEmpty() ? LONG_TIME : Math.max(0, later.peek().due() - now);
    }
}
