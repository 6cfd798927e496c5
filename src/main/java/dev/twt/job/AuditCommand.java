package dev.twt.job;

import dev.twt.audit.Severity;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The step audit, whose exit code says how bad the worst finding is. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        footer = {"", "Exit codes beside the usual: 4 there are warnings; 5 there are errors."})
final class AuditCommand implements Callable<Integer> {
    private final StepRunner runner;

    @Mixin
    private StepOptions options;

    AuditCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        AtomicReference<Optional<Severity>> worst = new AtomicReference<>(Optional.empty());
        int code = runner.run(options.request(Step.AUDIT), pipeline -> worst.set(pipeline.audit()));
        return code == ExitCode.DONE ? worst.get().map(AuditCommand::code).orElse(code) : code;
    }

    private static int code(Severity worst) {
        return switch (worst) {
            case NOTE -> ExitCode.DONE;
            case WARNING -> ExitCode.WARNINGS;
            case ERROR -> ExitCode.ERRORS;
        };
    }
}
