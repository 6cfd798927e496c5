package dev.twt.job;

import dev.twt.config.RunConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.RunRecord;
import dev.twt.dataset.Workspace;
import dev.twt.generation.StopSignal;
import dev.twt.report.ReportFiles;
import dev.twt.report.figures.RejectionRule;
import dev.twt.report.figures.ReportFigures;
import dev.twt.report.figures.WorkspaceFigures;
import dev.twt.selection.Rejection;
import org.apache.spark.sql.SparkSession;

/** Writes the report of a workspace. Nothing else in it is changed, so another run may be at work there. */
final class ReportStep {
    private final RunConfig config;
    private final SparkSession spark;
    private final Workspace workspace;
    private final Console console;
    private final StopSignal signal;

    ReportStep(RunConfig config, SparkSession spark, Workspace workspace, Console console, StopSignal signal) {
        this.config = config;
        this.spark = spark;
        this.workspace = workspace;
        this.console = console;
        this.signal = signal;
    }

    void run() {
        RunRecord record = workspace.record().orElseThrow(this::nothing);
        RejectionRule rejection = new RejectionRule(Rejection::words, Rejection.isAccepted());
        ReportFigures figures =
                new WorkspaceFigures(spark, workspace, config, rejection, signal::requested).read(record);
        figures.problems().forEach(problem -> console.note(problem.what() + ": " + problem.why()));
        console.say(figures.headline().text());
        ReportFiles.write(workspace, figures).forEach(console::say);
    }

    private UserException nothing() {
        return new UserException(
                workspace.root(),
                workspace.has(workspace.root())
                        ? "this folder is no workspace of a run: it has no run.json"
                        : "there is no such folder, so there is nothing to tell of",
                "Name the workspace of a run, or run generate or import first");
    }
}
