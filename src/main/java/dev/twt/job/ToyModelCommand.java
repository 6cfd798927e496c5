package dev.twt.job;

import dev.twt.toy.FreshModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a tiny model that knows nothing. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        description = "Writes a tiny Llama with random weights as a Hugging Face folder.")
final class ToyModelCommand implements Callable<Integer> {
    private final StepRunner runner;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where it goes.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Decides its weights, default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--layers", paramLabel = "N", description = "Default ${DEFAULT-VALUE}.")
    private int layers = 4;

    @Option(names = "--width", paramLabel = "N", description = "A multiple of 32, default ${DEFAULT-VALUE}.")
    private int width = 96;

    ToyModelCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(this::write, "twt toy model --out " + out);
    }

    private void write(Console console) throws IOException {
        new FreshModel(layers, width).write(out, seed);
        console.say("A model of " + layers + " layers of " + width + " that knows nothing: " + out);
    }
}
