package dev.twt.job;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The step train, of one student or of several side by side. */
@Command(mixinStandardHelpOptions = true, versionProvider = Versions.class, sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private static final String GRID = "--grid";

    private final StepRunner runner;

    @Mixin
    private StepOptions options;

    @Option(
            names = GRID,
            description = {
                "Trains every student of the block grid, methods by seeds, side by side on",
                "executors; those that are done stay as they are."
            })
    private boolean grid;

    TrainCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return grid
                ? runner.run(options.request(Step.TRAIN, GRID), Pipeline::trainGrid)
                : runner.run(options.request(Step.TRAIN));
    }
}
