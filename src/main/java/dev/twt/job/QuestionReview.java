package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.twt.config.DecontaminateConfig;
import dev.twt.config.EvaluationSet;
import dev.twt.config.RunConfig;
import dev.twt.dataset.ContaminatedColumns;
import dev.twt.dataset.NearDuplicateColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.Questions;
import dev.twt.dataset.StorageProblems;
import dev.twt.selection.overlap.Contamination;
import dev.twt.selection.overlap.EvaluationQuestions;
import dev.twt.selection.overlap.Exclusion;
import dev.twt.selection.overlap.NearDuplicates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;

/**
 * Which of the run's questions stay out of the distillation set: those of evaluation sets, and near duplicates. Costs
 * nothing where neither is configured. Holds rows in Spark's storage until it is closed.
 */
final class QuestionReview implements AutoCloseable {
    private final RunContext run;
    private final Dataset<Row> questions;
    private final List<AutoCloseable> held = new ArrayList<>();
    private final Optional<Dataset<Row>> contaminated;
    private final Optional<Dataset<Row>> clusters;

    private QuestionReview(RunContext run, Dataset<Row> questions) {
        this.run = run;
        this.questions = questions;
        this.contaminated = matches();
        this.clusters = needsClusters(run.config()) ? Optional.of(findClusters()) : Optional.empty();
    }

    /** Looks at the questions, which runs jobs where something is configured. */
    static QuestionReview of(RunContext run, Dataset<Row> questions) {
        return new QuestionReview(run, questions);
    }

    private static boolean needsClusters(RunConfig config) {
        return config.decontaminate().dropsNearDuplicates()
                || (config.split().byCluster() && config.split().heldOut() > 0);
    }

    private Optional<Dataset<Row>> matches() {
        DecontaminateConfig config = run.config().decontaminate();
        Map<String, Dataset<Row>> sets = new LinkedHashMap<>();
        for (EvaluationSet named : config.sets()) {
            QuestionSet set = Questions.read(run.spark(), named, run.config().task());
            held.add(set);
            set.check(false);
            sayUnused(named.name(), set);
            sets.put(named.name(), set.questions());
        }
        return EvaluationQuestions.of(sets)
                .map(evaluation -> hold(new Contamination(config).matches(questions, evaluation)));
    }

    private void sayUnused(String name, QuestionSet set) {
        if (set.figures().rejectedRows() > 0) {
            run.console()
                    .note(String.format(
                            Locale.ROOT,
                            "%,d of %,d rows of the evaluation set %s cannot be read and are not looked for: %s",
                            set.figures().rejectedRows(),
                            set.figures().rows(),
                            name,
                            set.figures().rejected()));
        }
    }

    private Dataset<Row> hold(Dataset<Row> rows) {
        Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        held.add(kept::unpersist);
        return kept;
    }

    /** Of the questions that are left: a cluster keeps a question, whatever became of others in it. */
    private Dataset<Row> findClusters() {
        Dataset<Row> left = contaminated
                .map(matches -> questions.join(matches, on(), "left_anti"))
                .orElse(questions);
        return hold(NearDuplicates.clusters(left, run.config().decontaminate().similarity()));
    }

    private static String[] on() {
        return new String[] {QuestionColumns.QUESTION_ID};
    }

    /** question_id and cluster of the questions that have near duplicates, where somebody wants to know. */
    Optional<Dataset<Row>> clusters() {
        return clusters;
    }

    /** question_id and reason of the questions that stay out; empty where nothing is configured. */
    Optional<Dataset<Row>> excluded() {
        Optional<Dataset<Row>> first = contaminated.map(matches -> matches.select(
                        col(ContaminatedColumns.QUESTION_ID),
                        lit(Exclusion.CONTAMINATED).as(Exclusion.REASON))
                .distinct());
        Optional<Dataset<Row>> second = clusters.filter(
                        found -> run.config().decontaminate().dropsNearDuplicates())
                .map(found -> found.where(
                                col(NearDuplicateColumns.QUESTION_ID).notEqual(col(NearDuplicateColumns.CLUSTER)))
                        .select(
                                col(NearDuplicateColumns.QUESTION_ID),
                                lit(Exclusion.NEAR_DUPLICATE).as(Exclusion.REASON)));
        return first.isPresent() && second.isPresent()
                ? Optional.of(first.get().union(second.get()))
                : first.or(() -> second);
    }

    /** The questions that teachers are asked. */
    Dataset<Row> asked() {
        return excluded()
                .filter(out -> run.config().decontaminate().beforeAsking())
                .map(out -> questions.join(out, on(), "left_anti").orderBy(QuestionColumns.QUESTION_ID))
                .orElse(questions);
    }

    /** Lists what was found in the workspace, in place of an earlier list. */
    void write() {
        contaminated.ifPresent(matches -> replace(
                matches.orderBy(ContaminatedColumns.QUESTION_ID, ContaminatedColumns.SET),
                run.workspace().contaminated()));
        clusters.ifPresent(found -> replace(
                found.join(questions.select(QuestionColumns.QUESTION_ID, QuestionColumns.QUESTION), on())
                        .orderBy(NearDuplicateColumns.CLUSTER, NearDuplicateColumns.QUESTION_ID),
                run.workspace().nearDuplicates()));
    }

    private static void replace(Dataset<Row> rows, String folder) {
        try {
            rows.coalesce(1).write().mode(SaveMode.Overwrite).parquet(folder);
        } catch (Exception e) {
            // Spark throws checked exceptions that no signature names.
            throw StorageProblems.explain(e, folder);
        }
    }

    /** Questions by reason; contaminated is there, as 0, wherever evaluation sets are named. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        contaminated.ifPresent(matches -> counts.put(Exclusion.CONTAMINATED, 0L));
        excluded()
                .ifPresent(out -> out.groupBy(Exclusion.REASON)
                        .count()
                        .collectAsList()
                        .forEach(row -> counts.put(row.getString(0), row.getLong(1))));
        return counts;
    }

    /** What a user should know before money is spent; empty where there is nothing to say. */
    Optional<String> words() {
        Map<String, Long> counts = counts();
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        if (counts.values().stream().allMatch(count -> count == 0)) {
            return Optional.of("no question is in the evaluation sets.");
        }
        StringBuilder words = new StringBuilder();
        counts.forEach((reason, count) -> words.append(words.isEmpty() ? "" : " and ")
                .append(String.format(Locale.ROOT, "%,d questions are %s", count, said(reason))));
        return Optional.of(words.append(
                        run.config().decontaminate().beforeAsking()
                                ? ": they are not asked (decontaminate.before-asking)."
                                : ": they are asked, and their answers dropped (decontaminate.before-asking = false).")
                .toString());
    }

    /** What the summary of a selection says; empty where there is nothing to say. */
    Optional<String> summary() {
        String all = counts().entrySet().stream()
                .map(left -> String.format(Locale.ROOT, "%,d %s", left.getValue(), said(left.getKey())))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? Optional.empty() : Optional.of("questions left out: " + all + listed());
    }

    private String listed() {
        return contaminated.isPresent() ? " (listed in " + run.workspace().contaminated() + ")" : "";
    }

    private static String said(String reason) {
        return reason.equals(Exclusion.CONTAMINATED) ? "in evaluation sets" : "near duplicates of others";
    }

    @Override
    public void close() {
        for (AutoCloseable rows : held) {
            try {
                rows.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
