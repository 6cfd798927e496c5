package dev.twt.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is another for single sets that a stage learns from, by their names.
 *
 * @param epochs 1 or more
 * @param learningRates above 0
 */
public record StageSettings(Map<String, Integer> epochs, Map<String, Double> learningRates) {
    /** Stages are alike. */
    public static final StageSettings NONE = new StageSettings(Map.of(), Map.of());

    public StageSettings {
        epochs = Map.copyOf(epochs);
        learningRates = Map.copyOf(learningRates);
    }

    /** These, but for what a method says: of all its stages, which undoes what these say, or of single ones. */
    StageSettings but(MethodSettings method) {
        return new StageSettings(
                but(epochs, method.epochs(), method.stage().epochs()),
                but(learningRates, method.learningRate(), method.stage().learningRates()));
    }

    private static <T> Map<String, T> but(Map<String, T> usual, Optional<T> all, Map<String, T> single) {
        Map<String, T> values = all.isPresent() ? new TreeMap<>() : new TreeMap<>(usual);
        values.putAll(single);
        return values;
    }
}
