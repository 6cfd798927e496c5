package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.CompressConfig;
import dev.twt.config.Problem;
import dev.twt.config.TrainConfig;
import dev.twt.dataset.CompressedColumns;
import dev.twt.distillation.CompressedStage;
import dev.twt.distillation.FreeStage;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.compression.RuleTries;
import dev.twt.generation.Ledger;
import dev.twt.task.Tasks;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compressed stages of answers that {@code compress} does not know, for it shortens those that selection kept: by the same
 * rule and in the same budgets, when a student is trained. What takes a teacher to rewrite is not made here.
 */
final class RuleStages {
    private final RunContext run;
    private final CompressConfig compress;

    RuleStages(RunContext run) {
        this.run = run;
        this.compress = run.config().compress();
    }

    /** Stages of a student that cannot be made. */
    List<Problem> problems(TrainConfig student) {
        return student.sets().stream()
                .filter(set -> !set.equals(FullStage.STAGE) && !set.equals(FreeStage.STAGE))
                .filter(set -> compress.asks() || !compress.stages().contains(set))
                .map(set -> new Problem(
                        "train.stages",
                        "train.method = " + student.method().word() + " has no set for stage " + set + ": " + why(set),
                        "Write compress.by = steps (or sentences), which asks nobody, with a budget for the stage, such"
                                + " as compress.budgets = [0.5]; or train.stages = [full, free] for this method"))
                .toList();
    }

    private String why(String set) {
        return compress.stages().contains(set)
                ? "teachers rewrite (compress.by = teacher), and they are asked for kept answers alone"
                : "compress.budgets has none for it";
    }

    /**
     * The examples of a stage with shorter rationales.
     *
     * @param set name of the stage
     * @param full the examples with whole rationales
     */
    Dataset<Row> shorter(String set, Dataset<Row> full, Dataset<Row> questions) {
        Dataset<Row> ledger = Ledger.open(run.spark(), run.workspace()).rows();
        Dataset<Row> taken = RuleTries.of(full, ledger, questions, compress, Tasks::named)
                .where(col(CompressedColumns.STAGE).equalTo(set).and(col(CompressedColumns.TAKEN)));
        return CompressedStage.from(taken, full, ledger, questions);
    }
}
