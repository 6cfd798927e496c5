package dev.twt.job;

import dev.twt.dataset.DatasetCard;
import dev.twt.dataset.Questions;
import dev.twt.dataset.StorageProblems;
import dev.twt.distillation.DistillationSets;
import dev.twt.distillation.FullStage;
import dev.twt.selection.SelectionSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Scores the recorded answers and writes what is kept as the distillation set of stage full. */
final class SelectStep {
    /** The figure that names the rule in words. */
    static final String RULE = "rule";

    private final RunContext run;

    SelectStep(RunContext run) {
        this.run = run;
    }

    Map<String, Object> run() {
        Dataset<Row> questions = Questions.stored(run.spark(), run.workspace());
        writeScored(questions);
        Dataset<Row> scored = scored();
        DistillationSets.write(
                FullStage.from(scored, questions),
                FullStage.STAGE,
                run.workspace().distill());
        SelectionSummary summary = SelectionSummary.of(scored);
        DatasetCard.write(run.workspace(), new SetCard(run).figures(summary, scored, questions));
        Map<String, Object> figures = figures(summary);
        figures.put(RULE, new SelectionRule(run.config().selection()).words());
        return figures;
    }

    /** What the step wrote last. */
    Dataset<Row> scored() {
        run.workspace().requireStep("scored answers", run.workspace().scored(), "Run select first");
        return run.spark().read().parquet(run.workspace().scored());
    }

    private void writeScored(Dataset<Row> questions) {
        try (Candidates candidates = Candidates.of(
                run.config(), List.of(run.config().selection()), run.spark(), run.workspace(), run.console())) {
            candidates
                    .scored(run.config().selection(), questions)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(run.workspace().scored());
        } catch (RuntimeException e) {
            throw StorageProblems.explain(e, run.workspace().scored());
        }
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
