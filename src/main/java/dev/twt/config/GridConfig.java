package dev.twt.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Several students that are trained side by side: every method with every learning rate and every seed.
 *
 * @param methods what they learn from; empty: {@code train.method} alone
 * @param seeds of the students; empty: {@code seed} alone
 * @param learningRates each a further student; empty: the one that holds for the method
 * @param settings what is another for a method than {@code train} says
 * @param cores threads of a student, and cores of the task that trains it, 1 or more
 * @param gpus of the task that trains a student, 0 or more
 * @param heap Java heap of the process that trains a student, in bytes; weights are outside it
 * @param lastCheckpoint what a student that is stopped gets to end its step and to write its last checkpoint
 * @param scratch folder on executors' disks for students of a workspace that is on no disk; empty: the system's own
 */
public record GridConfig(
        List<TrainMethod> methods,
        List<Long> seeds,
        List<Double> learningRates,
        Map<TrainMethod, MethodSettings> settings,
        int cores,
        int gpus,
        long heap,
        Duration lastCheckpoint,
        String scratch) {
    public GridConfig {
        methods = List.copyOf(methods);
        seeds = List.copyOf(seeds);
        learningRates = List.copyOf(learningRates);
        settings = Map.copyOf(settings);
    }

    /** Whether it says more than {@code train} does. */
    public boolean named() {
        return !methods.isEmpty() || !seeds.isEmpty() || !learningRates.isEmpty();
    }

    /** What is another for a method; nothing where nobody has said. */
    public MethodSettings of(TrainMethod method) {
        return settings.getOrDefault(method, MethodSettings.NONE);
    }
}
