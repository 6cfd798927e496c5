package dev.twt.training;

import dev.twt.config.StoppedEarly;
import dev.twt.config.TrainConfig;
import dev.twt.config.UserException;
import dev.twt.process.ProcessGroup;
import dev.twt.process.SessionLeader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Trains a stage by a command, which is ended with all it has started when this JVM ends or the user asks for it. */
final class CommandTrainer implements StageTrainer {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final String COMMAND = "train.command";

    private final TrainConfig config;
    private final long seed;
    private final Map<String, String> environment;
    private final Consumer<String> shown;
    private final BooleanSupplier stop;

    /**
     * @param environment of this process, as far as the trainer may see it
     * @param shown told each line that the command prints
     * @param stop whether the user asked to stop
     */
    CommandTrainer(
            TrainConfig config,
            long seed,
            Map<String, String> environment,
            Consumer<String> shown,
            BooleanSupplier stop) {
        this.config = config;
        this.seed = seed;
        this.environment = environment;
        this.shown = shown;
        this.stop = stop;
    }

    /** @throws UserException if there is no command, nothing that can be run, or a method that no command can train */
    @Override
    public void check() {
        if (config.method().needsJvm()) {
            throw new UserException(
                    "train.method",
                    config.method().word() + " is trained by twt itself alone, and train.command names a program: "
                            + "what the student learns from are distributions over tokens, which no program is handed",
                    "Say train.backend = jvm, with train.base-model = FOLDER of a model that twt knows (docs/models.md),"
                            + " or take another train.method, such as without-compression");
        }
        if (config.command().isEmpty() || config.command().get(0).isBlank()) {
            throw new UserException(
                    COMMAND,
                    "nobody has said which program trains",
                    "Write train.command = [python, jobs/train/trl_sft.py], or name your own, see docs/training.md");
        }
        String program = config.command().get(0);
        if (SessionLeader.find(program, environment).isEmpty()) {
            throw new UserException(
                    COMMAND, program + " is no program that can be run on this machine", "Name it by its whole path");
        }
    }

    /** Runs the command for a stage; an error of it is shown with the command's last lines. */
    @Override
    public String train(Stage stage, StageFolder folder, String modelIn, boolean last)
            throws IOException, InterruptedException {
        Map<String, String> variables =
                TrainerEnvironment.of(stage, folder, modelIn, config.at(stage.name()), seed, environment);
        TrainerLog log = new TrainerLog(folder.log(), line -> shown.accept(stage.name() + " | " + line));
        ProcessGroup process = ProcessGroup.start(
                SessionLeader.prefix(COMMAND, environment), config.command(), variables, folder.log());
        try {
            while (!process.awaitEnd(LOOK)) {
                log.follow();
                if (stop.getAsBoolean()) {
                    throw stopped(stage, folder);
                }
            }
        } finally {
            process.end();
            log.end();
        }
        if (stop.getAsBoolean()) {
            throw stopped(stage, folder);
        }
        requireSuccess(stage, folder, process.status(), log);
        return "";
    }

    private static StoppedEarly stopped(Stage stage, StageFolder folder) {
        return new StoppedEarly(
                "you asked for it",
                "Stages that were done are kept; the checkpoints of stage " + stage.name() + " are in "
                        + folder.checkpoints());
    }

    private static void requireSuccess(Stage stage, StageFolder folder, int status, TrainerLog log) throws IOException {
        if (status != 0) {
            throw new UserException(
                    folder.log().toString(),
                    "the trainer ended with exit code " + status + " in stage " + stage.name() + lastWords(log),
                    "Mend it and say the same again: stages that are done are not trained again, and the checkpoints"
                            + " of this one are kept");
        }
        if (!folder.hasPart()) {
            throw new UserException(
                    folder.log().toString(),
                    "the trainer ended well in stage " + stage.name() + ", but left nothing in TWT_MODEL_OUT"
                            + lastWords(log),
                    "Let it write the trained model into the folder that TWT_MODEL_OUT names, see docs/training.md");
        }
    }

    private static String lastWords(TrainerLog log) throws IOException {
        List<String> lines = log.lastLines();
        return lines.isEmpty() ? "; it said nothing" : "; its last lines:\n  " + String.join("\n  ", lines);
    }
}
