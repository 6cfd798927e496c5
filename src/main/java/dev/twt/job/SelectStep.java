package dev.twt.job;

import dev.twt.config.SplitConfig;
import dev.twt.dataset.DatasetCard;
import dev.twt.dataset.Questions;
import dev.twt.dataset.StorageProblems;
import dev.twt.distillation.DistillationSets;
import dev.twt.distillation.FreeStage;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.Split;
import dev.twt.selection.SelectionSummary;
import dev.twt.selection.overlap.Exclusion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Scores the recorded answers and writes what is kept as the distillation sets of stages full and free. */
final class SelectStep {
    /** The figure that names the rule in words. */
    static final String RULE = "rule";
    /** The figure that counts the questions that were left out, by reason. */
    static final String LEFT_OUT = "questionsLeftOut";

    private final RunContext run;

    SelectStep(RunContext run) {
        this.run = run;
    }

    Map<String, Object> run() {
        Dataset<Row> questions = Questions.stored(run.spark(), run.workspace());
        try (QuestionReview review = QuestionReview.of(run, questions)) {
            review.write();
            Map<String, Object> learned = writeScored(questions, review);
            review.summary().ifPresent(run.console()::say);
            Map<String, Object> figures = distil(questions, review);
            figures.putAll(learned);
            RoundReport.of(run, new OpenQuestions(run, review.asked())).ifPresent(rounds -> {
                run.console().say(rounds.text());
                figures.put(RoundReport.FIGURE, rounds.figures());
            });
            return figures;
        }
    }

    private Map<String, Object> distil(Dataset<Row> questions, QuestionReview review) {
        Dataset<Row> scored = scored();
        Split split = split(review);
        String sets = run.workspace().distill();
        DistillationSets.write(FullStage.from(scored, questions, split), FullStage.STAGE, sets);
        DistillationSets.write(FreeStage.from(scored, questions, split), FreeStage.STAGE, sets);
        if (new CompressedSets(run.spark(), run.workspace()).drop() && !run.config().compress().wanted()) {
            run.console()
                    .note("The compressed stages were made of the selection before and are gone; twt compress makes them"
                            + " again and buys nothing twice.");
        }
        SelectionSummary summary = SelectionSummary.of(scored);
        SelectionGaps.of(run.config(), summary).forEach(run.console()::note);
        Map<String, Long> leftOut = review.counts();
        DatasetCard.write(run.workspace(), new SetCard(run).figures(summary, scored, questions, leftOut));
        Map<String, Object> figures = figures(summary);
        figures.put(RULE, new SelectionRule(run.config().selection()).words());
        if (!leftOut.isEmpty()) {
            figures.put(LEFT_OUT, leftOut);
        }
        return figures;
    }

    private Split split(QuestionReview review) {
        SplitConfig split = run.config().split();
        long seed = run.config().seed();
        return review.clusters()
                .filter(clusters -> split.byCluster())
                .map(clusters -> Split.byCluster(split.heldOut(), seed, clusters))
                .orElseGet(() -> Split.byQuestion(split.heldOut(), seed));
    }

    /** What the step wrote last. */
    Dataset<Row> scored() {
        run.workspace().requireStep("scored answers", run.workspace().scored(), "Run select first");
        return run.spark().read().parquet(run.workspace().scored());
    }

    /** Figures of what was learned of the teachers. */
    private Map<String, Object> writeScored(Dataset<Row> questions, QuestionReview review) {
        try (Candidates candidates = Candidates.of(
                run.config(), List.of(run.config().selection()), run.spark(), run.workspace(), run.console())) {
            Dataset<Row> scored = candidates.scored(run.config().selection(), questions);
            review.excluded()
                    .map(out -> Exclusion.apply(scored, out))
                    .orElse(scored)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(run.workspace().scored());
            return learned(candidates);
        } catch (RuntimeException e) {
            throw StorageProblems.explain(e, run.workspace().scored());
        }
    }

    private Map<String, Object> learned(Candidates candidates) {
        Map<String, Object> figures = new LinkedHashMap<>();
        candidates.teachers().calibration().ifPresent(calibration -> {
            CalibrationScreen screen = new CalibrationScreen(calibration);
            screen.lines().forEach(run.console()::say);
            new CalibrationFiles(run.workspace(), calibration).write().forEach(run.console()::say);
            figures.put("calibration", screen.figures());
        });
        candidates.teachers().learnedWeights().ifPresent(weights -> {
            LearnedWeightsScreen screen = new LearnedWeightsScreen(weights);
            screen.lines().forEach(run.console()::say);
            figures.put("teacherWeights", screen.figures());
        });
        return figures;
    }

    private static Map<String, Object> figures(SelectionSummary summary) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("candidates", summary.candidates());
        figures.put("kept", summary.kept());
        figures.put("questions", summary.questions());
        figures.put("questionsCovered", summary.questionsCovered());
        figures.put("rejected", summary.rejected());
        summary.meanPairSimilarity().ifPresent(mean -> figures.put("meanPairSimilarity", mean));
        return figures;
    }
}
