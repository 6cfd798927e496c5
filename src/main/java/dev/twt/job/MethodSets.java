package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.twt.config.Problem;
import dev.twt.config.SplitConfig;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.dataset.Questions;
import dev.twt.dataset.ScoredColumns;
import dev.twt.distillation.FreeStage;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.GradualRemoval;
import dev.twt.distillation.SequenceKd;
import dev.twt.distillation.SingleTeacher;
import dev.twt.distillation.Split;
import dev.twt.distillation.StepByStep;
import dev.twt.distillation.TinyLlm;
import dev.twt.distillation.WithoutDcrs;
import dev.twt.selection.Rejection;
import dev.twt.selection.overlap.Exclusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The sets of methods that learn something else than what {@code select} wrote. They are made from its scored answers,
 * without those to questions that stay out, and split as it splits.
 */
final class MethodSets {
    private final RunContext run;
    private final TrainConfig config;
    private final Dataset<Row> scored;
    private final Dataset<Row> questions;
    private final MethodTeachers teachers;

    MethodSets(RunContext run, TrainConfig config) {
        this.run = run;
        this.config = config;
        run.workspace().requireStep("scored answers", run.workspace().scored(), "Run select first");
        Column reason = col(ScoredColumns.REJECTED_BY);
        this.scored = run.spark()
                .read()
                .parquet(run.workspace().scored())
                .where(reason.isNull().or(not(reason.isin(Exclusion.CONTAMINATED, Exclusion.NEAR_DUPLICATE))));
        this.questions = Questions.stored(run.spark(), run.workspace());
        this.teachers = new MethodTeachers(config, scored);
    }

    /** What keeps the configured method from being trained. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(teachers.problems());
        if (config.method() == TrainMethod.SINGLE_TEACHER || config.method() == TrainMethod.WITHOUT_DCRS) {
            new RuleStages(run).problems(config).forEach(problems::add);
        }
        return problems;
    }

    /** The examples by set, in the order in which they are learned. Nothing runs yet. */
    Map<String, Dataset<Row>> sets() {
        Split split = split();
        Map<String, Dataset<Row>> sets = new LinkedHashMap<>();
        config.sets().forEach(set -> sets.put(set, set(set, split)));
        return sets;
    }

    private Dataset<Row> set(String set, Split split) {
        return switch (config.method()) {
            case SEQUENCE_KD -> SequenceKd.from(scored, questions, teachers.one(), split);
            case STEP_BY_STEP -> StepByStep.from(scored, questions, teachers.one(), config.rationaleWeight(), split);
            case TINYLLM -> TinyLlm.from(scored, questions, teachers.weights(), split);
            case SINGLE_TEACHER -> stage(set, SingleTeacher.kept(accepted(), teachers.one(), k()), split);
            case WITHOUT_DCRS ->
                stage(set, WithoutDcrs.kept(scored, k(), run.config().seed()), split);
            case GRADUAL ->
                set.equals(FreeStage.STAGE)
                        ? FreeStage.from(scored, questions, split)
                        : GradualRemoval.from(scored, questions, Integer.parseInt(set), config.removalStages(), split);
            default -> throw new IllegalStateException(config.method().word() + " makes no sets");
        };
    }

    private Dataset<Row> stage(String set, Dataset<Row> kept, Split split) {
        if (set.equals(FreeStage.STAGE)) {
            return FreeStage.from(kept, questions, split);
        }
        Dataset<Row> full = FullStage.from(kept, questions, split);
        return set.equals(FullStage.STAGE) ? full : new RuleStages(run).shorter(set, full, questions);
    }

    private Dataset<Row> accepted() {
        return scored.where(Rejection.isAccepted());
    }

    private int k() {
        return run.config().selection().diversity().k();
    }

    /** As select splits; clusters are those it has listed. */
    private Split split() {
        SplitConfig split = run.config().split();
        long seed = run.config().seed();
        String clusters = run.workspace().nearDuplicates();
        return split.byCluster() && run.workspace().has(clusters)
                ? Split.byCluster(split.heldOut(), seed, run.spark().read().parquet(clusters))
                : Split.byQuestion(split.heldOut(), seed);
    }
}
