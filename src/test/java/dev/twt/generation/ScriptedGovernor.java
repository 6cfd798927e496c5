package dev.twt.generation;

import dev.twt.generation.governor.Governor;
import dev.twt.generation.governor.Grant;
import dev.twt.generation.governor.Reservation;
import dev.twt.generation.governor.Settlement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grants what the test has laid down, then nothing more for good. */
final class ScriptedGovernor implements Governor {
    static final String OVER = "the budget of 1 US dollar is used up";

    final Map<Long, Settlement> settled = new LinkedHashMap<>();
    final List<Reservation> asked = new ArrayList<>();
    private final Deque<Integer> grants = new ArrayDeque<>();
    private long next = 100;

    ScriptedGovernor(Integer... grants) {
        this.grants.addAll(List.of(grants));
    }

    @Override
    public synchronized Grant ask(String teacher, List<Reservation> worst) {
        Integer most = grants.poll();
        if (most == null) {
            return new Grant(0, 0, Duration.ZERO, Optional.of(OVER));
        }
        int granted = Math.min(most, worst.size());
        asked.addAll(worst.subList(0, granted));
        long first = next;
        next += granted;
        Duration askAgain = granted < worst.size() ? Duration.ofMillis(20) : Duration.ZERO;
        return new Grant(granted, first, askAgain, Optional.empty());
    }

    @Override
    public synchronized void settle(long permit, Settlement settlement) {
        if (settled.put(permit, settlement) != null) {
            throw new IllegalStateException("settled twice: " + permit);
        }
    }

    @Override
    public void close() {}
}
