package dev.twt.job;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;

import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.dataset.DistillColumns;
import dev.twt.distillation.Split;
import dev.twt.model.torch.DeviceChoice;
import dev.twt.model.torch.TorchDevice;
import dev.twt.model.tuning.MemoryEstimate;
import dev.twt.training.Student;
import dev.twt.training.grid.Grid;
import dev.twt.training.loop.StageLoop;
import dev.twt.training.loop.TrainingEffort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** What twt train would do, in words: memory at worst, and the steps of the sets that are there. */
final class TrainPlan {
    private static final double GIB = 1L << 30;
    /** English, about. */
    private static final double LETTERS_A_TOKEN = 4;
    /** What a GPU of a data centre may reach in bfloat16, operations a second. */
    private static final double TERAFLOPS = 100e12;

    private final RunContext run;
    private final TrainConfig config;
    private Optional<TrainingEffort> effort = Optional.empty();

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
            effort = TrainingEffort.of(config);
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
        TorchDevice device = device();
        return String.format(
                Locale.ROOT,
                ": at most %.1f GiB of memory %s (weights %.1f, gradients and optimizer %.1f, activations" + " %.1f)",
                estimate.total() / GIB,
                device.isGpu() ? "on " + device.words() : "beside the Java heap",
                estimate.weights() / GIB,
                (estimate.gradients() + estimate.moments()) / GIB,
                estimate.activations() / GIB);
    }

    /** Where it would be trained; what executors have is not known here. */
    private TorchDevice device() {
        return run.config().grid().named()
                ? TorchDevice.CPU
                : TorchDevice.of(DeviceChoice.named(config.jvm().device()));
    }

    private Optional<String> steps(String stage) {
        String set = run.workspace().distill() + "/" + DistillColumns.STAGE + "=" + stage;
        if (!run.workspace().has(set)) {
            return Optional.empty();
        }
        Row size = run.spark()
                .read()
                .parquet(set)
                .where(col(DistillColumns.SPLIT).equalTo(Split.TRAIN))
                .agg(count(lit(1)), coalesce(sum(letters()), lit(0L)))
                .head();
        long rows = size.getLong(0);
        int epochs = config.at(stage).epochs();
        double tokens = (double) size.getLong(1) / LETTERS_A_TOKEN * epochs;
        long steps = epochs * ((rows + config.batchSize() - 1) / config.batchSize());
        return Optional.of(String.format(
                Locale.ROOT,
                "stage %s: %,d examples, %,d steps, about %,.0f tokens%s",
                stage,
                rows,
                steps,
                tokens,
                effort.map(known -> time(known, tokens)).orElse("")));
    }

    private static Column letters() {
        return length(array_join(transform(col(DistillColumns.PROMPT), part -> part.getField("content")), ""))
                .plus(length(
                        array_join(transform(col(DistillColumns.COMPLETION), part -> part.getField("content")), "")));
    }

    private String time(TrainingEffort known, double tokens) {
        return config.inJvm() && !device().isGpu()
                ? ", about " + Durations.words(known.secondsHere(tokens)) + " on this machine's processor"
                : String.format(
                        Locale.ROOT,
                        ", about %.1e operations: %s at 100 teraflops",
                        known.operations(tokens),
                        Durations.words(known.operations(tokens) / TERAFLOPS));
    }
}
