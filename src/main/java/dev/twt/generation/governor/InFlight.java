package dev.twt.generation.governor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Requests of one teacher under way. While others wait, nobody takes more than an equal share: who settles and asks in
 * one message would otherwise keep everything.
 */
final class InFlight {
    private static final long WAITING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final int most;
    private final Map<String, Integer> held = new HashMap<>();
    private final Map<String, Long> refused = new HashMap<>();
    private int total;

    /**
     * Nothing is under way.
     *
     * @param most at once; 0: no limit
     */
    InFlight(int most) {
        this.most = most;
    }

    /** Whether this client may have one more now; a client that may not counts as waiting for a while. */
    boolean admits(String client, long now) {
        if (most == 0) {
            return true;
        }
        refused.values().removeIf(when -> now - when > WAITING_NANOS);
        Set<String> others = new HashSet<>(refused.keySet());
        others.remove(client);
        boolean sated = !others.isEmpty() && held.getOrDefault(client, 0) >= share(client);
        if (total < most && !sated) {
            return true;
        }
        if (!sated) {
            refused.put(client, now);
        }
        return false;
    }

    private int share(String client) {
        Set<String> all = new HashSet<>(held.keySet());
        all.addAll(refused.keySet());
        all.add(client);
        return Math.max(1, (most + all.size() - 1) / all.size());
    }

    void add(String client) {
        total++;
        held.merge(client, 1, Integer::sum);
        refused.remove(client);
    }

    void remove(String client) {
        total--;
        held.computeIfPresent(client, (name, count) -> count == 1 ? null : count - 1);
    }

    int total() {
        return total;
    }
}
