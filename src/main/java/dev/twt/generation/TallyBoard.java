package dev.twt.generation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tasks of this JVM share: each one's counts of now, and one failure rule a teacher. Spark's accumulators reach
 * the driver only when a task ends; where driver and tasks are one JVM the board shows every answer at once.
 */
final class TallyBoard {
    private static final int RUNS_KEPT = 8;
    private static final Map<String, TallyBoard> BOARDS = new LinkedHashMap<>();

    private final Map<String, Map<Integer, Tally>> bySlot = new ConcurrentHashMap<>();
    private final Map<String, FailureRule> rules = new ConcurrentHashMap<>();

    private TallyBoard() {}

    static TallyBoard of(String runId) {
        synchronized (BOARDS) {
            TallyBoard board = BOARDS.computeIfAbsent(runId, id -> new TallyBoard());
            if (BOARDS.size() > RUNS_KEPT) {
                BOARDS.remove(BOARDS.keySet().iterator().next());
            }
            return board;
        }
    }

    FailureRule rule(String teacher, double maxFailureShare) {
        return rules.computeIfAbsent(teacher, name -> new FailureRule(maxFailureShare));
    }

    /** Replaces a task's counts; an attempt starts anew with what the one before it has recorded. */
    void show(String teacher, int slot, Tally tally) {
        bySlot.computeIfAbsent(teacher, name -> new ConcurrentHashMap<>()).put(slot, tally);
    }

    Tally of(String teacher, Tally otherwise) {
        Map<Integer, Tally> slots = bySlot.get(teacher);
        return slots == null ? otherwise : slots.values().stream().reduce(Tally.NONE, Tally::plus);
    }
}
