package dev.twt.job;

import dev.twt.config.ConfigPlace;
import dev.twt.dataset.HadoopFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every step takes. */
final class StepOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The run's configuration (HOCON): a file, or a place such as s3a://bucket/run.conf.")
    private String config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            completionCandidates = SettableKeys.class,
            description = "A key that wins over the file, such as seed=7 or questions=FILE; repeatable.")
    private final List<String> sets = new ArrayList<>();

    @Option(names = "--quiet", description = "No progress, only results and problems.")
    private boolean quiet;

    /**
     * The request for a step.
     *
     * @param words what else was said, as it is said again
     */
    StepRequest request(Step step, String... words) {
        return new StepRequest(step, place(), overrides(), quiet, List.of(words));
    }

    /**
     * The request for a step whose own options stand for keys.
     *
     * @param keys what they set, above --set
     */
    StepRequest request(Step step, Map<String, String> keys) {
        Map<String, String> all = overrides();
        all.putAll(keys);
        return new StepRequest(step, place(), all, quiet, List.of());
    }

    private ConfigPlace place() {
        return new ConfigPlace(config, place -> new HadoopFiles(Sessions.hadoop()).read(place));
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
