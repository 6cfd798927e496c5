package dev.twt.job;

import dev.twt.config.EffectiveConfig;
import dev.twt.config.RunConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program's own command line over arguments that stand in a file somewhere, without a session. */
public final class TwtLine {
    private TwtLine() {}

    /**
     * What the arguments ask for.
     *
     * @param calls what a pipeline was asked for
     * @param run the configuration, with what {@code --set} says
     * @param config the name of the configuration as it stands in the arguments
     */
    public record Asked(List<String> calls, RunConfig run, String config) {}

    /**
     * Reads the arguments as the program does; the configuration is the file of the same name in a folder.
     *
     * @throws AssertionError with what the program says, if it does not take them
     */
    public static Asked asked(List<String> arguments, Path configs) {
        List<String> local = new ArrayList<>(arguments);
        int config = arguments.indexOf("--config") + 1;
        if (config == 0 || config == arguments.size()) {
            throw new AssertionError("no --config in " + arguments);
        }
        String place = arguments.get(config);
        local.set(
                config,
                configs.resolve(place.substring(place.lastIndexOf('/') + 1)).toString());
        List<EffectiveConfig> read = new ArrayList<>();
        FakePipeline pipeline = new FakePipeline(() -> {});
        Captured err = new Captured();
        int code = Main.execute(
                local.toArray(String[]::new),
                (effective, console) -> {
                    read.add(effective);
                    return pipeline;
                },
                new Captured().stream(),
                err.stream());
        if (code != ExitCode.DONE) {
            throw new AssertionError("exit code " + code + " for " + arguments + ": " + err.text());
        }
        List<String> calls = new ArrayList<>(pipeline.calls);
        calls.remove("close");
        return new Asked(calls, read.get(0).run(), place);
    }
}
