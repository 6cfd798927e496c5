package dev.twt.training.grid;

import dev.twt.config.TrainConfig;
import java.io.IOException;

/** How far a student is, in optimizer steps. */
public final class StepCount {
    private StepCount() {}

    /** Steps that are to be taken; examples that turn out too long make it fewer. */
    public static long planned(StudentJob job) {
        return job.stages().stream().mapToLong(stage -> planned(job, stage)).sum();
    }

    private static long planned(StudentJob job, StudentJob.StageSet stage) {
        TrainConfig config = job.config().at(stage.name());
        return config.epochs() * ((stage.trainRows() + config.batchSize() - 1) / config.batchSize());
    }

    /** Steps that are done, as far as the folder tells. */
    static long done(StudentJob job, StudentFolder folder) throws IOException {
        long done = 0;
        for (StudentJob.StageSet stage : job.stages()) {
            if (!folder.isDone(stage.name())) {
                return done + Math.min(planned(job, stage), folder.steps(stage.name()));
            }
            done += planned(job, stage);
        }
        return done;
    }
}
