package dev.twt.job;

import dev.twt.config.CompressConfig;
import dev.twt.config.TrainConfig;
import dev.twt.config.UserException;
import dev.twt.distillation.FullStage;
import dev.twt.generation.StopSignal;
import dev.twt.training.Student;
import java.util.List;

/**
 * What a run does after selection where a student is named: it learns. Where rationales are to be made shorter it learns
 * stage full first, tries the questions, the rationales follow its results, and it learns the rest.
 */
final class Distilling {
    private static final String TRAIN = "train";

    private final RunContext run;
    private final CompressConfig compress;
    private final TrainConfig train;
    private final StopSignal signal;

    Distilling(RunContext run, StopSignal signal) {
        this.run = run;
        this.compress = run.config().compress();
        this.train = run.config().train();
        this.signal = signal;
    }

    /**
     * Sees before money is spent that the student can be trained, and will be there to try the questions.
     *
     * @throws UserException if it cannot, or will not
     */
    void check() {
        if (!train.baseModel().isBlank()) {
            Student.check(train, System.getenv());
        }
        if (!compress.wanted()) {
            return;
        }
        if (trainsFirst()) {
            if (!train.stages().contains(FullStage.STAGE)) {
                throw new UserException(
                        "train.stages",
                        "it lacks full, whose student tries the questions for compress",
                        "Add full, or say compress.student = none");
            }
            if (train.baseModel().isBlank()) {
                throw new UserException(
                        "train.base-model",
                        "nobody has said which model the student starts from, and compress waits for it",
                        "Name it, or say compress.student = none");
            }
        } else {
            Students.trying(run).ifPresent(Students::requireThere);
        }
    }

    private boolean trains() {
        return !train.command().isEmpty() || !train.baseModel().isBlank();
    }

    private boolean trainsFirst() {
        return trains() && compress.student().equals(CompressConfig.AUTO);
    }

    /** In the order in which one needs the other; nothing where no student is named and nothing to be made shorter. */
    void run() {
        if (compress.wanted()) {
            if (trainsFirst()) {
                trainFirst(train.stages().subList(0, train.stages().indexOf(FullStage.STAGE) + 1));
            }
            compress();
        }
        if (!train.baseModel().isBlank()) {
            train();
        }
    }

    void compress() {
        run.journal().run(CompressStep.NAME, new CompressStep(run, signal)::run);
    }

    /** By the method that is configured. */
    void train() {
        run.journal().run(TRAIN, new TrainStep(run, signal)::run);
    }

    /** The student that tries the questions is ours, whatever method is configured. */
    private void trainFirst(List<String> stages) {
        run.journal().run(TRAIN, new TrainStep(run, signal, stages)::run);
    }
}
