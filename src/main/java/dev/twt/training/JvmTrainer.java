package dev.twt.training;

import dev.twt.config.TrainConfig;
import dev.twt.config.UserException;
import dev.twt.training.loop.SoftTargets;
import dev.twt.training.loop.StageLoop;
import dev.twt.training.loop.StageTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Trains a stage in this JVM. */
final class JvmTrainer implements StageTrainer {
    private final TrainConfig config;
    private final long seed;
    private final Consumer<String> shown;
    private final BooleanSupplier stop;

    /**
     * @param shown told what is said while a stage is trained
     * @param stop whether the user asked to stop
     */
    JvmTrainer(TrainConfig config, long seed, Consumer<String> shown, BooleanSupplier stop) {
        this.config = config;
        this.seed = seed;
        this.shown = shown;
        this.stop = stop;
    }

    @Override
    public void check() {
        if (!Files.exists(Path.of(config.baseModel()))) {
            throw new UserException(
                    "train.base-model",
                    "there is no file or folder " + config.baseModel() + " on this machine",
                    "Name a Hugging Face folder or a GGUF file; nothing is downloaded. For a trainer of your own, which"
                            + " may fetch models, write train.command, see docs/training.md");
        }
        if (config.jvm().gguf() && Files.isDirectory(Path.of(config.baseModel()))) {
            throw new UserException(
                    "train.jvm.gguf",
                    "a GGUF file takes settings and tokenizer from that of the base model, and train.base-model = "
                            + config.baseModel() + " is a folder",
                    "Start from the model's GGUF file, or say train.jvm.merged = true and convert model/merged by"
                            + " llama.cpp's convert_hf_to_gguf.py");
        }
    }

    @Override
    public String train(Stage stage, StageFolder folder, String from, boolean last) throws IOException {
        try (Writer file = Files.newBufferedWriter(
                        folder.log(), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                PrintWriter log = new PrintWriter(file, true)) {
            Consumer<String> line = text -> {
                log.println(text);
                shown.accept(stage.name() + " | " + text);
            };
            StageTask task = new StageTask(
                    stage.number(),
                    last,
                    stage.train(),
                    stage.heldOut(),
                    Path.of(from),
                    folder.part(),
                    folder.checkpoints(),
                    softTargets(stage, folder, from, line));
            return new StageLoop(config.at(stage.name()), seed, line, stop).train(task);
        }
    }

    private Optional<Path> softTargets(Stage stage, StageFolder folder, String from, Consumer<String> line)
            throws IOException {
        if (!config.method().hasSoftTargets(stage.name())) {
            return Optional.empty();
        }
        String identity = StageFolder.markIn(Path.of(from)).map(StageMark::id).orElse(from);
        new SoftTargets(config, line, stop).make(stage.train(), Path.of(from), identity, folder.softTargets());
        return Optional.of(folder.softTargets());
    }
}
