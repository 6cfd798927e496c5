package dev.twt.dataset;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code run.json} says of one step.
 *
 * @param state running, done, stopped (early, on purpose) or failed
 * @param startedAt when it began
 * @param endedAt when it ended, or null
 * @param figures name to number or text
 */
public record StepRecord(String state, Instant startedAt, Instant endedAt, Map<String, Object> figures) {
    public StepRecord {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** A step that begins now, with figures that hold however it ends. */
    public static StepRecord running(Map<String, Object> figures) {
        return new StepRecord("running", Instant.now(), null, figures);
    }

    /** The same step, ended now. */
    public StepRecord ended(String how, Map<String, Object> results) {
        return new StepRecord(how, startedAt, Instant.now(), results);
    }
}
