package dev.twt.selection;

import dev.twt.selection.calibration.Calibration;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the teachers before their answers are scored.
 *
 * @param weights vote of each teacher in agreement, above 0; 1 where not named
 * @param calibration what their stated confidences are worth; empty where that is not asked for
 */
public record TeacherKnowledge(Map<String, Double> weights, Optional<Calibration> calibration) {
    /** Their votes and nothing else. */
    public static TeacherKnowledge votes(Map<String, Double> weights) {
        return new TeacherKnowledge(weights, Optional.empty());
    }
}
