package dev.twt.training.loop;

import dev.twt.config.JvmTrainerConfig;
import dev.twt.config.TrainConfig;

/**
 * What a stage does step by step.
 *
 * @param epochs passes through the set
 * @param batches of each
 * @param rates of learning
 * @param seed of the stage
 * @param jvm the other settings
 */
record LoopPlan(int epochs, Batches batches, RateSchedule rates, long seed, JvmTrainerConfig jvm) {
    /** @param seed of the run, mixed with the stage's number by the caller */
    static LoopPlan of(TrainConfig config, TokenSet train, long seed) {
        Batches batches = Batches.of(train, config.batchSize(), seed);
        JvmTrainerConfig jvm = config.jvm();
        long steps = (long) config.epochs() * batches.count();
        RateSchedule rates = RateSchedule.of(jvm.schedule(), config.learningRate(), jvm.warmUp(), steps);
        return new LoopPlan(config.epochs(), batches, rates, seed, jvm);
    }

    long steps() {
        return (long) epochs * batches.count();
    }

    boolean evaluatesAfter(long step) {
        int every = jvm.evaluateEvery() == 0 ? batches.count() : jvm.evaluateEvery();
        return step % every == 0 || step == steps();
    }

    boolean keepsAfter(long step) {
        return step % jvm.checkpointEvery() == 0 || step == steps();
    }
}
