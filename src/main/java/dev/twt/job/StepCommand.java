package dev.twt.job;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One step as a sub-command that takes no options of its own. */
@Command(mixinStandardHelpOptions = true, versionProvider = Versions.class, sortOptions = false)
final class StepCommand implements Callable<Integer> {
    private final Step step;
    private final StepRunner runner;

    @Mixin
    private StepOptions options;

    StepCommand(Step step, StepRunner runner) {
        this.step = step;
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(options.request(step));
    }
}
