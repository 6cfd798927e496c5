package dev.twt.job;

import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.dataset.DistillColumns;
import dev.twt.distillation.Split;
import dev.twt.model.tuning.MemoryEstimate;
import dev.twt.training.Student;
import dev.twt.training.grid.Grid;
import dev.twt.training.loop.StageLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.functions;

/** What twt train would do, in words: memory at worst, and the steps of the sets that are there. */
final class TrainPlan {
    private static final double GIB = 1L << 30;

    private final RunContext run;
    private final TrainConfig config;

    TrainPlan(RunContext run) {
        this.run = run;
        TrainConfig common = run.config().train();
        this.config = common.baseModel().contains(Grid.SEED)
                ? Grid.of(run.config()).get(0).config()
                : common;
    }

    /**
     * A line for the screen; empty where no student is named.
     *
     * @throws dev.twt.config.UserException if nobody can train it
     * @throws dev.twt.model.file.ModelException if its model cannot be used
     */
    Optional<String> text() {
        if (config.baseModel().isBlank()) {
            return Optional.empty();
        }
        Student.check(config, System.getenv());
        List<String> parts = new ArrayList<>();
        parts.add("train, " + config.method().word() + ", from " + config.baseModel()
                + (config.inJvm() ? memory() : ": by " + config.command().get(0)));
        if (run.config().grid().named()) {
            parts.add(grid());
        }
        if (config.method() == TrainMethod.TWT) {
            config.stages().forEach(stage -> steps(stage).ifPresent(parts::add));
        }
        return Optional.of(String.join("; ", parts));
    }

    private String grid() {
        int students = Grid.of(run.config()).size();
        return "train --grid: " + students + " students, threads of each: "
                + run.config().grid().cores();
    }

    private String memory() {
        MemoryEstimate estimate = StageLoop.memory(config, run.config().seed());
        return String.format(
                Locale.ROOT,
                ": at most %.1f GiB of memory beside the Java heap (weights %.1f, gradients and optimizer %.1f, activations"
                        + " %.1f)",
                estimate.total() / GIB,
                estimate.weights() / GIB,
                (estimate.gradients() + estimate.moments()) / GIB,
                estimate.activations() / GIB);
    }

    private Optional<String> steps(String stage) {
        String set = run.workspace().distill() + "/" + DistillColumns.STAGE + "=" + stage;
        if (!run.workspace().has(set)) {
            return Optional.empty();
        }
        long rows = run.spark()
                .read()
                .parquet(set)
                .where(functions.col(DistillColumns.SPLIT).equalTo(Split.TRAIN))
                .count();
        long steps = config.at(stage).epochs() * ((rows + config.batchSize() - 1) / config.batchSize());
        return Optional.of(String.format(Locale.ROOT, "stage %s: %,d examples, %,d steps", stage, rows, steps));
    }
}
