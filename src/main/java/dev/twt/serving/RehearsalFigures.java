package dev.twt.serving;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a {@link RehearsalServer} saw of one teacher.
 *
 * @param requests that came in all
 * @param distinct different ones among them
 * @param answered distinct ones that got a whole good answer
 * @param askedTwice that came again although they had been answered well
 * @param mostInFlight at one moment
 * @param mostAMinute in the 60 seconds that held most
 * @param limitAMinute what the server allowed; 0: no limit
 * @param beyondLimit refused for it
 * @param faults what was done on purpose
 */
public record RehearsalFigures(
        String teacher,
        long requests,
        long distinct,
        long answered,
        long askedTwice,
        int mostInFlight,
        long mostAMinute,
        long limitAMinute,
        long beyondLimit,
        Map<RehearsedFault, Injected> faults) {
    public RehearsalFigures {
        faults = faults.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new EnumMap<>(faults));
    }

    /**
     * One kind of fault.
     *
     * @param times it was done
     * @param requests distinct ones that met it
     * @param answered of these, those that have a whole good answer now
     */
    public record Injected(long times, long requests, long answered) {}
}
