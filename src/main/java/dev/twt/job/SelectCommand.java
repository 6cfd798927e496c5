package dev.twt.job;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Selects, or looks at what was selected without changing anything. */
@Command(mixinStandardHelpOptions = true, versionProvider = Versions.class, sortOptions = false)
final class SelectCommand implements Callable<Integer> {
    private final StepRunner runner;

    @Mixin
    private StepOptions options;

    @ArgGroup
    private Look look;

    private static final class Look {
        @Option(
                names = "--explain",
                paramLabel = "QUESTION_ID",
                description = "Only shows every answer to a question with its scores, and why it was kept or not.")
        private String explain;

        @Option(
                names = "--sweep",
                paramLabel = "KEY=FROM..TO",
                description = {
                    "Only shows what other values of a key of selection would keep, such as",
                    "selection.quality.threshold=0.5..0.95; /N after it for N values (default 10)."
                })
        private String sweep;
    }

    SelectCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        if (look == null) {
            return runner.run(options.request(Step.SELECT));
        }
        return look.explain != null
                ? runner.run(
                        options.request(Step.SELECT, "--explain", look.explain),
                        pipeline -> pipeline.explain(look.explain))
                : runner.run(
                        options.request(Step.SELECT, "--sweep", look.sweep), pipeline -> pipeline.sweep(look.sweep));
    }
}
