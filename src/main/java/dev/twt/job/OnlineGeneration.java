package dev.twt.job;

import dev.twt.generation.Funds;
import dev.twt.generation.Generation;
import dev.twt.generation.GenerationProgress;
import dev.twt.generation.GenerationResult;
import dev.twt.generation.ProgressListener;
import dev.twt.generation.Round;
import dev.twt.generation.StopSignal;
import dev.twt.task.Tasks;
import dev.twt.teacher.Teachers;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Asks teachers one request at a time, with progress on the screen and in the log. */
record OnlineGeneration(RunContext run, StopSignal signal) implements BatchedGeneration.Online {
    @Override
    public GenerationResult ask(Dataset<Row> questions, Round round, Funds left) {
        try (ProgressDisplay progress = run.console().progress();
                ProgressDisplay log = new ProgressDisplay(new ProgressLog(), System::nanoTime)) {
            return new Generation(
                            run.spark(),
                            run.workspace(),
                            run.config().generation(),
                            run.config().seed(),
                            Tasks::named,
                            left)
                    .run(questions, round, Teachers::open, both(progress, log), signal);
        }
    }

    private static ProgressListener both(ProgressListener one, ProgressListener other) {
        return new ProgressListener() {
            @Override
            public void onProgress(List<GenerationProgress> teachers) {
                one.onProgress(teachers);
                other.onProgress(teachers);
            }

            @Override
            public void onNews(String line) {
                one.onNews(line);
                other.onNews(line);
            }
        };
    }
}
