package dev.twt.job;

import dev.twt.config.RunConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.DatasetCard;
import dev.twt.dataset.GoldAnswers;
import dev.twt.dataset.Questions;
import dev.twt.dataset.StorageProblems;
import dev.twt.distillation.DistillationSets;
import dev.twt.distillation.FullStage;
import dev.twt.embedding.KeptEmbeddings;
import dev.twt.generation.Ledger;
import dev.twt.selection.Selection;
import dev.twt.selection.SelectionSummary;
import dev.twt.selection.diversity.EmbeddingCheck;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;

/** Scores the recorded answers and writes what is kept as the distillation set of stage full. */
final class SelectStep {
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
        return figures(summary);
    }

    /** What the step wrote last. */
    Dataset<Row> scored() {
        run.workspace().requireStep("scored answers", run.workspace().scored(), "Run select first");
        return run.spark().read().parquet(run.workspace().scored());
    }

    private void writeScored(Dataset<Row> questions) {
        Ledger ledger = Ledger.open(run.spark(), run.workspace());
        if (ledger.segments().isEmpty()) {
            throw new UserException(
                    run.workspace().responses(),
                    "no answer is recorded in this workspace",
                    "Run generate or import first");
        }
        Dataset<Row> embedded = KeptEmbeddings.add(
                        ledger.rows(), run.config().embedding(), run.workspace().embeddings(), this::embedded)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            EmbeddingCheck.of(embedded).requireOneLength();
            Selection.score(embedded, run.config().selection(), weights(run.config()), gold(questions))
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(run.workspace().scored());
        } catch (RuntimeException e) {
            throw StorageProblems.explain(e, run.workspace().scored());
        } finally {
            embedded.unpersist();
        }
    }

    private void embedded(long done, long total) {
        if (!run.console().quiet()) {
            run.console().say(String.format(Locale.ROOT, "embedded %,d of %,d rationales", done, total));
        }
    }

    private Optional<Dataset<Row>> gold(Dataset<Row> questions) {
        return run.config().selection().useGold() ? Optional.of(GoldAnswers.canonical(questions)) : Optional.empty();
    }

    private static Map<String, Double> weights(RunConfig config) {
        return config.teachers().stream().collect(Collectors.toMap(TeacherConfig::name, TeacherConfig::weight));
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
