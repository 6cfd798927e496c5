package dev.twt.evaluation;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * One method trained with several seeds: the mean of what its students reach, and a 95% interval of that mean by Student's t
 * (Biometrika 6, 1908) with one degree of freedom less than seeds.
 *
 * @param group name of the method
 * @param accuracies answerer to its accuracy, all of them, in the order of the configuration
 * @param mean of the accuracies
 * @param deviation standard deviation of a sample
 * @param interval of the mean
 */
public record SeedSpread(
        String group, Map<String, Double> accuracies, double mean, double deviation, Interval interval) {
    private static final double UPPER = 0.975;

    /** @param accuracies of two seeds or more */
    public static SeedSpread of(String group, Map<String, Double> accuracies) {
        List<Double> values = List.copyOf(accuracies.values());
        int seeds = values.size();
        if (seeds < 2) {
            throw new IllegalArgumentException(seeds + " seeds");
        }
        double mean = stream(values).average().orElseThrow();
        double squares =
                stream(values).map(value -> (value - mean) * (value - mean)).sum();
        double deviation = Math.sqrt(squares / (seeds - 1));
        double half =
                new TDistribution(null, seeds - 1).inverseCumulativeProbability(UPPER) * deviation / Math.sqrt(seeds);
        return new SeedSpread(group, accuracies, mean, deviation, new Interval(mean - half, mean + half, "t"));
    }

    private static DoubleStream stream(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }
}
