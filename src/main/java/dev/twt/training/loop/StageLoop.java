package dev.twt.training.loop;

import dev.twt.config.TrainConfig;
import dev.twt.config.UserException;
import dev.twt.model.CausalLms;
import dev.twt.model.ModelHead;
import dev.twt.model.ModelSpec;
import dev.twt.model.text.ChatEncoder;
import dev.twt.model.tuning.MemoryEstimate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Trains a stage in this JVM, from examples on disk to a model on disk. */
public final class StageLoop {
    /** In the folder of the last stage's model, where it is asked for. */
    private static final String GGUF = "merged.gguf";

    private final TrainConfig config;
    private final long seed;
    private final LearnerSource learners;
    private final LoopScreen screen;
    private final Consumer<String> line;
    private final BooleanSupplier stop;

    /**
     * @param seed of the run
     * @param line told what is said while a stage is trained
     * @param stop whether the user asked to stop
     */
    public StageLoop(TrainConfig config, long seed, Consumer<String> line, BooleanSupplier stop) {
        this(config, seed, new TuningSource(config, seed), line, stop);
    }

    StageLoop(TrainConfig config, long seed, LearnerSource learners, Consumer<String> line, BooleanSupplier stop) {
        this.config = config;
        this.seed = seed;
        this.learners = learners;
        this.screen = new LoopScreen(line);
        this.line = line;
        this.stop = stop;
    }

    /**
     * Trains, or goes on with, a stage.
     *
     * @return the device: {@code cpu}, or {@code gpu:0} and so on
     * @throws UserException if there is nothing to learn, an example is broken or too long, or a loss is no number
     * @throws dev.twt.model.file.ModelException if the model cannot be used or trained here
     * @throws dev.twt.config.StoppedEarly if the user asked to stop
     */
    public String train(StageTask task) throws IOException {
        try (ModelHead head = CausalLms.inspect(spec(task.from(), config))) {
            int longest = Math.min(config.maxLength(), head.card().contextLength());
            ChatEncoder encoder = new ChatEncoder(head.tokenizer(), head.chatTemplate());
            Aims aims = task.softTargets().isPresent()
                    ? SoftTargets.read(task.softTargets().get(), config.jvm().softTargets())
                    : Aims.TOKENS;
            TokenSet train = tokens(task.train(), encoder, longest, "training", aims);
            TokenSet heldOut = task.heldOut().isPresent()
                    ? tokens(task.heldOut().get(), encoder, longest, "held-out", Aims.TOKENS)
                    : TokenSet.empty();
            requireSome(task, train, longest);
            return train(task, train, heldOut, ids -> head.tokenizer().decode(ids));
        }
    }

    /**
     * What training takes of memory at worst: examples as long as they may be.
     *
     * @throws dev.twt.model.file.ModelException if the model cannot be used
     */
    public static MemoryEstimate memory(TrainConfig config, long seed) {
        Path base = Path.of(config.baseModel());
        try (ModelHead head = CausalLms.inspect(spec(base, config))) {
            int longest = Math.min(config.maxLength(), head.card().contextLength());
            return new TuningSource(config, seed).memory(base, atOnce(config, longest), longest);
        }
    }

    private static ModelSpec spec(Path model, TrainConfig config) {
        return new ModelSpec(model, "", config.jvm().dtype(), null);
    }

    /** Examples of a length that pass the model together. */
    private static int atOnce(TrainConfig config, int longest) {
        return Math.max(1, config.jvm().tokensAtOnce() / longest);
    }

    private String train(StageTask task, TokenSet train, TokenSet heldOut, TokenText text) throws IOException {
        LoopPlan plan = LoopPlan.of(config, train, Seeds.mixed(seed, task.number()));
        int longest = Math.max(train.longest(), heldOut.longest());
        learners.checkMemory(task.from(), atOnce(config, longest), longest).ifPresent(line);
        LoopFolder folder = LoopFolder.in(task.checkpoints(), config.jvm(), line);
        try (LearnerSource.TrainedLearner learner = learners.open(task.from())) {
            screen.begin(train, heldOut, plan.steps(), learner.words());
            Evaluation evaluation = new Evaluation(learner, heldOut, plan, text);
            new TrainingLoop(learner, train, plan, evaluation, folder, screen, stop).run();
            learner.export(task.out(), task.last() && config.jvm().merged());
            if (task.last() && config.jvm().gguf()) {
                learner.exportGguf(task.out().resolve(GGUF));
            }
            folder.curve().copyTo(task.out());
            return learner.device();
        }
    }

    private TokenSet tokens(Path file, ChatEncoder encoder, int longest, String side, Aims aims) throws IOException {
        TokenSet set = TokenSet.of(ExampleFile.read(file), encoder, longest, aims);
        screen.tooLong(set, side, longest);
        if (config.jvm().tooLong().equals("refuse") && !set.tooLong().isEmpty()) {
            throw new UserException(
                    "train.max-length",
                    set.tooLong().size() + " " + side + " examples are longer than " + longest
                            + " tokens, such as that of question "
                            + set.tooLong().get(0),
                    "Raise it, as far as the model's context goes, or say train.jvm.too-long = skip to leave them out");
        }
        return set;
    }

    private static void requireSome(StageTask task, TokenSet train, int longest) {
        if (train.examples().isEmpty()) {
            Optional<String> first = train.tooLong().stream().findFirst();
            throw new UserException(
                    task.train().toString(),
                    first.isPresent()
                            ? "every example is longer than " + longest + " tokens, such as that of question "
                                    + first.get()
                            : "there is no example in it",
                    first.isPresent()
                            ? "Raise train.max-length, or take a model with a longer context"
                            : "Run select again");
        }
    }
}
