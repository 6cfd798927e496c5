package dev.twt.training;

import dev.twt.config.TrainConfig;
import dev.twt.dataset.Sha256;
import dev.twt.model.TrainedWith;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A student that goes through its stages; those that are done from the same inputs are not trained again. */
public final class Student {
    private final Path root;
    private final TrainConfig config;
    private final long seed;
    private final StageTrainer trainer;
    private final Consumer<String> note;

    /**
     * @param root folder of the student
     * @param seed of the run
     * @param environment of this process, as far as the trainer may see it
     * @param shown told each line that the trainer prints, with its stage before it
     * @param note told what is done and why
     * @param stop whether the user asked to stop
     * @throws dev.twt.config.UserException if there is no trainer that can be run
     */
    public Student(
            Path root,
            TrainConfig config,
            long seed,
            Map<String, String> environment,
            Consumer<String> shown,
            Consumer<String> note,
            BooleanSupplier stop) {
        this.root = root;
        this.config = config;
        this.seed = seed;
        this.trainer = trainer(config, seed, environment, shown, stop);
        this.note = note;
        trainer.check();
    }

    private static StageTrainer trainer(
            TrainConfig config,
            long seed,
            Map<String, String> environment,
            Consumer<String> shown,
            BooleanSupplier stop) {
        return config.inJvm()
                ? new JvmTrainer(config, seed, shown, stop)
                : new CommandTrainer(config, seed, environment, shown, stop);
    }

    /**
     * Sees long before there is something to train on that somebody can train.
     *
     * @throws dev.twt.config.UserException if nobody can
     */
    public static void check(TrainConfig config, Map<String, String> environment) {
        trainer(config, 0, environment, line -> {}, () -> false).check();
    }

    /**
     * What a student depends on, as one sum over all that makes a stage stale.
     *
     * @throws IOException if a set cannot be read
     */
    public static String inputs(List<Stage> stages, TrainConfig config, long seed) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Stage stage : stages) {
            String from = stage == stages.get(0) ? config.baseModel() : "";
            all.append(stage.name())
                    .append(StageInputs.of(stage, from, config.at(stage.name()), seed)
                            .values())
                    .append('\n');
        }
        return Sha256.hex(all.toString());
    }

    /**
     * Trains what is not done yet, in order.
     *
     * @return a mark a stage
     * @throws dev.twt.config.UserException if the trainer fails
     * @throws dev.twt.config.StoppedEarly if the user asked for it
     */
    public List<StageMark> train(List<Stage> stages) {
        try {
            return trained(stages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the trainer ran", e);
        }
    }

    /** The folder of a stage's model. */
    public Path model(Stage stage) {
        return folder(stage).model();
    }

    /** The mark in a model's folder; empty where it is none that was trained here. */
    public static Optional<StageMark> mark(Path model) throws IOException {
        return StageFolder.markIn(model);
    }

    private List<StageMark> trained(List<Stage> stages) throws IOException, InterruptedException {
        List<StageMark> marks = new ArrayList<>();
        String from = config.baseModel();
        String identity = from;
        for (Stage stage : stages) {
            StageInputs inputs = StageInputs.of(stage, identity, config.at(stage.name()), seed);
            Optional<StageMark> done = done(stage, inputs);
            StageMark mark =
                    done.isPresent() ? done.get() : train(stage, inputs, from, stage == stages.get(stages.size() - 1));
            marks.add(mark);
            from = model(stage).toString();
            identity = mark.id();
        }
        return marks;
    }

    /** The stage's mark if nothing has to be done; says what is the case. */
    private Optional<StageMark> done(Stage stage, StageInputs inputs) throws IOException {
        Optional<StageMark> mark = folder(stage).mark();
        if (mark.isPresent()) {
            List<String> changed =
                    inputs.changedSince(new StageInputs(mark.get().inputs()));
            if (changed.isEmpty()) {
                note.accept("stage " + stage.name() + " is done: nothing it depends on has changed");
                return mark;
            }
            note.accept("stage " + stage.name() + " is stale and trained again: " + String.join("; ", changed));
        }
        if (folder(stage).begun().filter(inputs::equals).isPresent()) {
            note.accept("stage " + stage.name() + " was begun before and goes on");
        }
        return Optional.empty();
    }

    private StageMark train(Stage stage, StageInputs inputs, String from, boolean last)
            throws IOException, InterruptedException {
        StageFolder folder = folder(stage);
        folder.begin(inputs);
        note.accept("stage " + stage.name() + ": " + stage.trainRows() + " examples, log: " + folder.log());
        long begin = System.nanoTime();
        String device = trainer.train(stage, folder, from, last);
        StageMark mark = new StageMark(
                UUID.randomUUID().toString(),
                stage.name(),
                stage.number(),
                from,
                stage.trainRows(),
                stage.heldOutRows(),
                (System.nanoTime() - begin) / 1_000_000_000L,
                device,
                Instant.now().toString(),
                config.method().prefixes(),
                config.inJvm() ? TrainedWith.of(folder.part()) : null,
                new LinkedHashMap<>(inputs.values()));
        folder.finish(mark);
        return mark;
    }

    private StageFolder folder(Stage stage) {
        return new StageFolder(root.resolve(stage.name()));
    }
}
