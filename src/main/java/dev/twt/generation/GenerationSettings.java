package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.Workspace;
import dev.twt.generation.governor.GovernorLink;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What every task of a run has to know.
 *
 * @param runId name of the run, part of its segments' names
 * @param seed of the run
 * @param teachers in the order of the config
 * @param segmentRows rows that make a segment
 * @param segmentInterval longest time a row waits to be published
 * @param maxFailureShare above which a teacher is stopped
 * @param grace how long a stopped task still takes answers
 * @param local whether driver and executors are one process
 * @param workspace where the ledger is
 * @param opener opens teachers
 * @param governor the way to the run's limits
 * @param keys of the teachers
 * @param tasks finds kinds of questions
 */
record GenerationSettings(
        String runId,
        long seed,
        List<TeacherConfig> teachers,
        int segmentRows,
        Duration segmentInterval,
        double maxFailureShare,
        Duration grace,
        boolean local,
        Workspace workspace,
        TeacherOpener opener,
        GovernorLink governor,
        SentKeys keys,
        TaskFinder tasks)
        implements Serializable {
    GenerationSettings {
        teachers = List.copyOf(teachers);
    }
}
