package dev.twt.job;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The step evaluate, whose options stand for keys of the configuration. */
@Command(mixinStandardHelpOptions = true, versionProvider = Versions.class, sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
    private final StepRunner runner;

    @Mixin
    private StepOptions options;

    @Option(
            names = "--answerers",
            paramLabel = "NAME[,NAME]...",
            split = ",",
            description = {
                "Teachers, blocks of evaluate.models, trained stages or NAME/STAGE;",
                "stands for --set evaluate.answerers."
            })
    private String[] answerers;

    @Option(
            names = "--questions",
            paramLabel = "PATH",
            description = "The labelled set; stands for --set evaluate.questions.")
    private String questions;

    EvaluateCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        Map<String, String> keys = new LinkedHashMap<>();
        if (answerers != null) {
            keys.put("evaluate.answerers", list());
        }
        if (questions != null) {
            keys.put("evaluate.questions", questions);
        }
        return runner.run(options.request(Step.EVALUATE, keys));
    }

    private String list() {
        return Arrays.stream(answerers)
                .map(name -> '"' + name.strip().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
