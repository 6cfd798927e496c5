package dev.twt.dataset;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code run.json} in the workspace holds.
 *
 * @param createdAt when the workspace was made
 * @param identity what it was made for
 * @param config the effective config as JSON text, secrets redacted
 * @param versions of this project, Spark, Java and what else matters
 * @param seed base of every random choice
 * @param steps step to its state and figures, in the order they ran
 */
public record RunRecord(
        Instant createdAt,
        WorkspaceIdentity identity,
        String config,
        Map<String, String> versions,
        long seed,
        Map<String, StepRecord> steps) {
    public RunRecord {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /** The record of a new workspace. */
    public static RunRecord started(
            WorkspaceIdentity identity, String config, Map<String, String> versions, long seed) {
        return new RunRecord(Instant.now(), identity, config, versions, seed, Map.of());
    }

    /** The record with one step's state replaced. */
    public RunRecord with(String step, StepRecord state) {
        Map<String, StepRecord> all = new LinkedHashMap<>(steps);
        all.put(step, state);
        return new RunRecord(createdAt, identity, config, versions, seed, all);
    }

    /** The record as a later run with this config leaves it: config, versions and seed of now, steps as they were. */
    RunRecord continuedBy(RunRecord now) {
        return new RunRecord(createdAt, identity.with(now.identity), now.config, now.versions, now.seed, steps);
    }
}
