package dev.twt.generation.batch;

import dev.twt.generation.GenerationProgress;
import java.util.List;
import java.util.Map;

/**
 * How a command's work with batches ended.
 *
 * @param teachers counts of each teacher, in the order of the config
 * @param stoppedTeachers teacher to the reason it was given up
 * @param exhausted teacher to the reason why not everything was submitted, such as a budget that is used up
 * @param openBatches that are still at their providers
 * @param openRequests in them
 * @param interrupted whether the user asked to stop
 */
public record BatchResult(
        List<GenerationProgress> teachers,
        Map<String, String> stoppedTeachers,
        Map<String, String> exhausted,
        long openBatches,
        long openRequests,
        boolean interrupted) {
    public BatchResult {
        teachers = List.copyOf(teachers);
        stoppedTeachers = Map.copyOf(stoppedTeachers);
        exhausted = Map.copyOf(exhausted);
    }
}
