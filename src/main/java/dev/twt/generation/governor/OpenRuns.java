package dev.twt.generation.governor;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that this driver governs. One a JVM, as there is one Spark context a JVM. */
final class OpenRuns {
    private static final Map<String, Exchanges> RUNS = new ConcurrentHashMap<>();
    private static final Set<String> LOST = ConcurrentHashMap.newKeySet();
    private static volatile GovernorFigures latest = GovernorFigures.none();

    private OpenRuns() {}

    static void begin(String run, DriverGovernor governor) {
        if (RUNS.putIfAbsent(run, new Exchanges(governor)) != null) {
            throw new IllegalArgumentException("The run is governed already: " + run);
        }
        LOST.forEach(governor::executorLost);
    }

    static void end(String run) {
        Exchanges ended = RUNS.remove(run);
        if (ended != null) {
            ended.governor().end();
            latest = ended.governor().figures();
        }
    }

    /** A new Spark context gives the same names to new executors. */
    static void forgetLost() {
        LOST.clear();
    }

    static void executorLost(String executor) {
        LOST.add(executor);
        RUNS.values().forEach(run -> run.governor().executorLost(executor));
    }

    static Optional<DriverGovernor> governor(String run) {
        return Optional.ofNullable(RUNS.get(run)).map(Exchanges::governor);
    }

    static Grant take(Exchange message) {
        Exchanges run = RUNS.get(message.run());
        return run == null ? over() : run.take(message);
    }

    /** What a task hears that outlives its run. */
    static Grant over() {
        return new Grant(0, 0, Duration.ZERO, Optional.of("the run has ended"));
    }

    /** Figures of a run that is open, else of the last one. */
    static GovernorFigures figures() {
        return RUNS.values().stream()
                .findFirst()
                .map(run -> run.governor().figures())
                .orElse(latest);
    }
}
