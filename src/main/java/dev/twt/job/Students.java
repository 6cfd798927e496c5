package dev.twt.job;

import dev.twt.config.CompressConfig;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.TrainConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.Sha256;
import dev.twt.dataset.StoragePaths;
import dev.twt.distillation.FullStage;
import dev.twt.training.StageMark;
import dev.twt.training.Student;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The trained students of a run, on this machine's disk. */
final class Students {
    /** The student's name in the ledger. */
    static final String NAME = "student";

    private static final String KEY = "compress.student";
    private static final int SLOTS = 8;

    private Students() {}

    /** The folder that holds one folder a student. */
    static Path folder(RunContext run) {
        TrainConfig config = run.config().train();
        if (!config.workDir().isBlank()) {
            return Path.of(config.workDir()).toAbsolutePath().normalize().resolve("students");
        }
        try {
            Optional<File> local = StoragePaths.local(
                    new org.apache.hadoop.fs.Path(run.workspace().students()),
                    run.workspace().configuration());
            return local.map(File::toPath)
                    .orElseThrow(() -> new UserException(
                            "train.work-dir",
                            "the workspace " + run.workspace().root()
                                    + " is not on this machine's disk, where a trainer reads and writes",
                            "Write train.work-dir = FOLDER on this machine; the student stays there"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the student that tries the questions is to be; empty where nobody tries. */
    static Optional<Path> trying(RunContext run) {
        return switch (run.config().compress().student()) {
            case CompressConfig.NONE -> Optional.empty();
            case CompressConfig.AUTO ->
                Optional.of(folder(run)
                        .resolve(run.config().train().name())
                        .resolve(FullStage.STAGE)
                        .resolve("model"));
            default -> Optional.of(Path.of(run.config().compress().student()).toAbsolutePath());
        };
    }

    /**
     * The student of {@link #trying} as one that can be asked: greedily, in this JVM or the executors'.
     *
     * @throws UserException if it is not there
     */
    static TeacherConfig asked(RunContext run, Path model) {
        requireThere(model);
        if (run.config().compress().student().equals(CompressConfig.AUTO)) {
            new StageOrigin(run, model).require(KEY);
        }
        return asked(
                        NAME,
                        model,
                        1,
                        new SamplingConfig(0, 1, run.config().compress().studentMaxTokens(), List.of()))
                .on(run.config().train().jvm().device());
    }

    /**
     * Any trained student, in this JVM or the executors'.
     *
     * @param name its name in the ledger
     * @param model its folder or file, which is there
     */
    static TeacherConfig asked(String name, Path model, int samples, SamplingConfig sampling) {
        return TeacherConfig.ofModel(name, model.toString(), revision(model), samples, sampling, SLOTS, "float32");
    }

    /** @throws UserException if there is no such file or folder */
    static void requireThere(Path model) {
        if (!Files.exists(model)) {
            throw new UserException(
                    KEY,
                    "the student that tries each question is not there: " + model,
                    "Train it first (train.stages = [full], twt train, see docs/training.md), name its folder, or say"
                            + " compress.student = none to rewrite without its tries");
        }
    }

    /** Every student is called model by its path; what tells one from another is its mark, or else its bytes. */
    private static String revision(Path model) {
        try {
            Optional<StageMark> mark = Files.isDirectory(model) ? Student.mark(model) : Optional.empty();
            return mark.isPresent() ? mark.get().id() : bytes(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bytes(Path model) throws IOException {
        StringBuilder sums = new StringBuilder();
        try (Stream<Path> all = Files.walk(model)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                sums.append(model.relativize(file))
                        .append(' ')
                        .append(Sha256.hex(file))
                        .append('\n');
            }
        }
        return Sha256.hex(sums.toString());
    }
}
