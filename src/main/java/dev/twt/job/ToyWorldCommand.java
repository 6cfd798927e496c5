package dev.twt.job;

import dev.twt.toy.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the questions of the tiny world. */
@Command(
        name = "world",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        description = "Writes questions.jsonl and test.jsonl, which have no question in common.")
final class ToyWorldCommand implements Callable<Integer> {
    private final StepRunner runner;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where they go.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Decides what is drawn, default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--operations",
            paramLabel = "N",
            description = "Steps a question, an odd number, default ${DEFAULT-VALUE}: two products and their sum.")
    private int operations = 3;

    @Option(
            names = "--questions",
            paramLabel = "N",
            description = "For teachers and students, default ${DEFAULT-VALUE}.")
    private int questions = 6_000;

    @Option(names = "--test", paramLabel = "N", description = "That nobody learns from, default ${DEFAULT-VALUE}.")
    private int test = 500;

    ToyWorldCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(this::write, "twt toy world --out " + out);
    }

    private void write(Console console) throws IOException {
        World world = new World(seed, operations);
        world.write(World.Part.QUESTIONS, questions, out.resolve("questions.jsonl"));
        world.write(World.Part.TEST, test, out.resolve("test.jsonl"));
        console.say(questions + " questions to learn from and " + test + " others to test with: " + out);
    }
}
