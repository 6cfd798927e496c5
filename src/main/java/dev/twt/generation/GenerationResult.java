package dev.twt.generation;

import dev.twt.generation.governor.SpendingFigures;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run of generation ended. Everything that was answered is in the ledger in each case.
 *
 * @param runId name of the run
 * @param teachers counts of each teacher, in the order of the config
 * @param stoppedTeachers teacher to the reason it was given up
 * @param exhausted teacher to the reason why nothing more was granted, such as a budget that is used up
 * @param interrupted whether the run was stopped by its {@link StopSignal}
 * @param brokenSegments files of the ledger that could not be read when the run began; what they held was asked again
 * @param spending of this run and those before, as far as it was counted
 * @param notice what the user should read about the limits; empty where they hold as configured
 */
public record GenerationResult(
        String runId,
        List<GenerationProgress> teachers,
        Map<String, String> stoppedTeachers,
        Map<String, String> exhausted,
        boolean interrupted,
        List<String> brokenSegments,
        SpendingFigures spending,
        Optional<String> notice) {
    public GenerationResult {
        teachers = List.copyOf(teachers);
        stoppedTeachers = Map.copyOf(stoppedTeachers);
        exhausted = Map.copyOf(exhausted);
        brokenSegments = List.copyOf(brokenSegments);
    }

    /** Whether every planned request has its row. */
    public boolean complete() {
        return teachers.stream().allMatch(teacher -> teacher.done() >= teacher.planned());
    }
}
