package dev.twt.job;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The step compare, which is told whom to compare. */
@Command(mixinStandardHelpOptions = true, versionProvider = Versions.class, sortOptions = false)
final class CompareCommand implements Callable<Integer> {
    private final StepRunner runner;

    @Mixin
    private StepOptions options;

    @Parameters(
            paramLabel = "ANSWERER",
            arity = "0..*",
            description = "Two or more of those that were evaluated; none: all of them.")
    private List<String> answerers;

    CompareCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        List<String> named = answerers == null ? List.of() : List.copyOf(answerers);
        return runner.run(
                options.request(Step.COMPARE, named.toArray(new String[0])), pipeline -> pipeline.compare(named));
    }
}
