package dev.twt.job;

import dev.twt.audit.Audit;
import dev.twt.audit.AuditedSet;
import dev.twt.audit.Finding;
import dev.twt.audit.FindingsJson;
import dev.twt.audit.Severity;
import dev.twt.config.EvaluationSet;
import dev.twt.config.RunConfig;
import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.QuestionSet;
import dev.twt.dataset.Questions;
import dev.twt.dataset.Workspace;
import dev.twt.distillation.FullStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Looks over what select has left. Changes nothing but its own list of findings. */
final class AuditStep {
    /** Name of the labelled set that students are measured on, among the evaluation sets. */
    private static final String MEASURED_ON = "evaluate.questions";

    private final RunConfig config;
    private final SparkSession spark;
    private final Workspace workspace;
    private final Console console;
    private final List<QuestionSet> sets = new ArrayList<>();
    private final List<Dataset<Row>> held = new ArrayList<>();

    AuditStep(RunConfig config, SparkSession spark, Workspace workspace, Console console) {
        this.config = config;
        this.spark = spark;
        this.workspace = workspace;
        this.console = console;
    }

    /** The worst that was found. */
    Optional<Severity> run() {
        String full = workspace.distill() + "/" + DistillColumns.STAGE + "=" + FullStage.STAGE;
        workspace.requireStep("scored answers", workspace.scored(), "Run select first");
        workspace.requireStep("distillation sets", full, "Run select first");
        try {
            AuditedSet set = new AuditedSet(
                    hold(spark.read().schema(DistillColumns.SCHEMA).parquet(full)),
                    spark.read().parquet(workspace.scored()),
                    hold(Questions.stored(spark, workspace)),
                    evaluation());
            List<Finding> findings = new Audit(set, config.decontaminate(), TermsOfUse.of(config)).findings();
            workspace.writeText(Workspace.AUDIT, FindingsJson.write(findings));
            console.say(new AuditScreen(findings, workspace.root() + "/" + Workspace.AUDIT).text());
            return Audit.worst(findings);
        } finally {
            held.forEach(Dataset::unpersist);
            sets.forEach(QuestionSet::close);
        }
    }

    private Dataset<Row> hold(Dataset<Row> rows) {
        Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        held.add(kept);
        return kept;
    }

    /** Sets to be kept out, and the one that students are measured on; a broken row in one is no finding. */
    private Map<String, Dataset<Row>> evaluation() {
        Map<String, Dataset<Row>> evaluation = new LinkedHashMap<>();
        for (EvaluationSet named : config.decontaminate().sets()) {
            evaluation.put(named.name(), read(Questions.read(spark, named, config.task())));
        }
        if (!config.evaluate().questions().paths().isEmpty()) {
            evaluation.put(
                    MEASURED_ON,
                    read(Questions.read(spark, config.evaluate().questions(), config.task(), MEASURED_ON)));
        }
        return evaluation;
    }

    private Dataset<Row> read(QuestionSet set) {
        sets.add(set);
        set.check(false);
        return set.questions();
    }
}
