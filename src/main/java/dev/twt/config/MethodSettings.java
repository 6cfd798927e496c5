package dev.twt.config;

import java.util.List;
import java.util.Optional;

/**
 * What is another for the students of a method in a grid; what is empty is as {@code train} says.
 *
 * @param stages as in {@code train.stages}
 * @param learningRate of each stage, above 0; {@code train.stage-learning-rates} then does not hold
 * @param epochs of each stage, 1 or more; {@code train.stage-epochs} then does not hold
 * @param stage the two of single sets; those that are not named are as {@code train} says
 */
public record MethodSettings(
        Optional<List<String>> stages, Optional<Double> learningRate, Optional<Integer> epochs, StageSettings stage) {
    static final MethodSettings NONE =
            new MethodSettings(Optional.empty(), Optional.empty(), Optional.empty(), StageSettings.NONE);

    public MethodSettings {
        stages = stages.map(List::copyOf);
    }

    /** The same with another rate. */
    public MethodSettings at(double rate) {
        return new MethodSettings(stages, Optional.of(rate), epochs, stage);
    }
}
