package dev.twt.job;

import dev.twt.config.RunConfig;
import dev.twt.config.RunConfigs;
import dev.twt.toy.TeacherSchool;
import dev.twt.toy.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a teacher of the tiny world. */
@Command(
        name = "teacher",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        description = "Trains a tiny model to be a teacher: to reason, to state its confidence, to make steps shorter.")
final class ToyTeacherCommand implements Callable<Integer> {
    private final StepRunner runner;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Its seed and block train are used.")
    private Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A key that wins over the file; repeatable.")
    private final Map<String, String> sets = new LinkedHashMap<>();

    @Option(names = "--world-seed", paramLabel = "N", description = "As of twt toy world, default ${DEFAULT-VALUE}.")
    private long worldSeed = 1;

    @Option(names = "--operations", paramLabel = "N", description = "As of twt toy world, default ${DEFAULT-VALUE}.")
    private int operations = 3;

    @Option(names = "--lessons", paramLabel = "N", description = "Questions it learns from, default ${DEFAULT-VALUE}.")
    private int lessons = 2_000;

    @Option(
            names = "--rewrites",
            paramLabel = "N",
            description = "Every N questions a lesson on making steps shorter, default ${DEFAULT-VALUE}: never.")
    private int rewrites = 0;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the teacher goes.")
    private Path out;

    ToyTeacherCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(this::teach, "twt toy teacher --config " + config + " --out " + out);
    }

    private void teach(Console console) throws IOException {
        RunConfig run = RunConfigs.read(config, sets);
        World world = new World(worldSeed, operations);
        new TeacherSchool(world, run.train(), run.seed(), rewrites, console::say)
                .teach(lessons, Path.of(run.workspace()), out);
        console.say("The teacher: " + out);
    }
}
