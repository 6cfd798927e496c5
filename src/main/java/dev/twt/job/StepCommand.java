package dev.twt.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One step as a sub-command; all take the same options. */
@Command(mixinStandardHelpOptions = true, versionProvider = Versions.class, sortOptions = false)
final class StepCommand implements Callable<Integer> {
    private final Step step;
    private final StepRunner runner;

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The run's configuration (HOCON).")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A key that wins over the file, such as seed=7 or questions=FILE; repeatable.")
    private final List<String> sets = new ArrayList<>();

    @Option(names = "--quiet", description = "No progress, only results and problems.")
    private boolean quiet;

    StepCommand(Step step, StepRunner runner) {
        this.step = step;
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(new StepRequest(step, config, overrides(), quiet));
    }

    private Map<String, String> overrides() {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String set : sets) {
            int equals = set.indexOf('=');
            if (equals <= 0) {
                throw new ParameterException(
                        spec.commandLine(), "--set takes KEY=VALUE, such as --set seed=7, not '" + set + "'");
            }
            // Set twice, the last one holds, and it holds over what came between.
            String key = set.substring(0, equals).strip();
            overrides.remove(key);
            overrides.put(key, set.substring(equals + 1));
        }
        return overrides;
    }
}
