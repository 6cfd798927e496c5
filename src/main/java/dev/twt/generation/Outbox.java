package dev.twt.generation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;

/** What one task still has to send: requests whose time has come again first, then new ones in their order. */
final class Outbox {
    private final Iterator<PlannedRequest> requests;
    private final Function<PlannedRequest, Attempt> first;
    private final Deque<Attempt> ready = new ArrayDeque<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::due));

    private record Later(Attempt attempt, long due) {}

    /** @param first makes the first attempt of a request */
    Outbox(Iterator<PlannedRequest> requests, Function<PlannedRequest, Attempt> first) {
        this.requests = requests;
        this.first = first;
    }

    /** Takes out at most so many attempts whose time has come. */
    List<Attempt> take(int most, long now) {
        while (!later.isEmpty() && later.peek().due() <= now) {
            ready.addFirst(later.poll().attempt());
        }
        List<Attempt> taken = new ArrayList<>();
        while (taken.size() < most && (!ready.isEmpty() || requests.hasNext())) {
            taken.add(ready.isEmpty() ? first.apply(requests.next()) : ready.poll());
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
        return ready.isEmpty() && later.isEmpty() && !requests.hasNext();
    }

    /** Nanoseconds until the next kept attempt is due; none kept: a long time. */
    long nanosUntilDue(long now) {
        return later.isEmpty() ? Long.MAX_VALUE : Math.max(0, later.peek().due() - now);
    }
}
