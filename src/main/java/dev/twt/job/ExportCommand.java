package dev.twt.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The step export, whose options stand for keys of the configuration. */
@Command(mixinStandardHelpOptions = true, versionProvider = Versions.class, sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private final StepRunner runner;

    @Mixin
    private StepOptions options;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "trl, llama-factory, axolotl, hugging-face or all; stands for --set export.formats.")
    private String format;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "Gets one folder a format; default: exports/ in the workspace. Stands for --set export.to.")
    private String to;

    ExportCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        Map<String, String> keys = new LinkedHashMap<>();
        if (format != null) {
            keys.put("export.formats", format);
        }
        if (to != null) {
            keys.put("export.to", to);
        }
        return runner.run(options.request(Step.EXPORT, keys));
    }
}
