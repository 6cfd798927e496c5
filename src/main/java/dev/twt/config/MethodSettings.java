package dev.twt.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is another for the students of a method in a grid; what is empty is as {@code train} says.
 *
 * @param stages as in {@code train.stages}
 * @param learningRate above 0
 * @param epochs of each stage, 1 or more; {@code train.stage-epochs} then does not hold
 * @param stageEpochs the same of single sets; those that are not named are as {@code train.stage-epochs} says
 */
public record MethodSettings(
        Optional<List<String>> stages,
        Optional<Double> learningRate,
        Optional<Integer> epochs,
        Map<String, Integer> stageEpochs) {
    static final MethodSettings NONE =
            new MethodSettings(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public MethodSettings {
        stages = stages.map(List::copyOf);
        stageEpochs = Map.copyOf(stageEpochs);
    }
}
