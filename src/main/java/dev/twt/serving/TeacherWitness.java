package dev.twt.serving;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Writes down what comes for one teacher, and keeps its limit a minute. Safe for use by several threads. */
final class TeacherWitness {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final long limit;
    private final LongSupplier nanoClock;
    private final Deque<Long> lastMinute = new ArrayDeque<>();
    private final Map<Long, History> seen = new HashMap<>();
    private final Map<RehearsedFault, Long> times = new EnumMap<>(RehearsedFault.class);
    private long requests;
    private long askedTwice;
    private long beyondLimit;
    private long mostAMinute;
    private int inFlight;
    private int mostInFlight;

    private static final class History {
        private int attempts;
        private boolean answered;
        private final Set<RehearsedFault> faults = EnumSet.noneOf(RehearsedFault.class);
    }

    /** @param limit requests in any minute; 0: no limit */
    TeacherWitness(long limit, LongSupplier nanoClock) {
        this.limit = limit;
        this.nanoClock = nanoClock;
    }

    /** A request is there. */
    synchronized void came() {
        long now = nanoClock.getAsLong();
        requests++;
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        lastMinute.addLast(now);
        while (now - lastMinute.getFirst() >= MINUTE) {
            lastMinute.removeFirst();
        }
        mostAMinute = Math.max(mostAMinute, lastMinute.size());
    }

    /** A request has left. */
    synchronized void went() {
        inFlight--;
    }

    /** Whether the limit a minute lets the newest request pass. Those refused count as well, as providers count them. */
    synchronized boolean admits() {
        boolean admitted = limit == 0 || lastMinute.size() <= limit;
        if (!admitted) {
            beyondLimit++;
        }
        return admitted;
    }

    /**
     * Which request it is.
     *
     * @return times it was looked at before
     */
    synchronized int attempt(long request) {
        History history = seen.get(request);
        if (history == null) {
            history = new History();
            seen.put(request, history);
        }
        if (history.answered) {
            askedTwice++;
        }
        return history.attempts++;
    }

    synchronized void faulted(long request, RehearsedFault fault) {
        times.merge(fault, 1L, Long::sum);
        seen.get(request).faults.add(fault);
    }

    synchronized void answered(long request) {
        seen.get(request).answered = true;
    }

    synchronized RehearsalFigures figures(String teacher) {
        Map<RehearsedFault, RehearsalFigures.Injected> faults = new EnumMap<>(RehearsedFault.class);
        times.forEach((fault, count) -> faults.put(
                fault,
                new RehearsalFigures.Injected(
                        count,
                        seen.values().stream()
                                .filter(h -> h.faults.contains(fault))
                                .count(),
                        seen.values().stream()
                                .filter(h -> h.faults.contains(fault) && h.answered)
                                .count())));
        long answered = seen.values().stream().filter(h -> h.answered).count();
        return new RehearsalFigures(
                teacher,
                requests,
                seen.size(),
                answered,
                askedTwice,
                mostInFlight,
                mostAMinute,
                limit,
                beyondLimit,
                faults);
    }
}
