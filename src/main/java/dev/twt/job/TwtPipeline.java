package dev.twt.job;

import dev.twt.audit.Severity;
import dev.twt.config.EffectiveConfig;
import dev.twt.config.RunConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.Questions;
import dev.twt.dataset.RunRecord;
import dev.twt.dataset.ScratchWorkspace;
import dev.twt.dataset.Workspace;
import dev.twt.dataset.WorkspaceIdentity;
import dev.twt.dataset.WorkspaceLock;
import dev.twt.generation.Funds;
import dev.twt.generation.RequestIdentity;
import dev.twt.generation.StopSignal;
import dev.twt.teacher.Teachers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The steps on a Spark session, for the command line and for notebooks:
 *
 * <pre>{@code
 * EffectiveConfig config = RunConfigs.effective(Path.of("mine.conf"), Map.of());
 * try (Pipeline pipeline = TwtPipeline.on(spark, config, Console.standard())) {
 *     pipeline.run();
 * }
 * }</pre>
 */
public final class TwtPipeline implements Pipeline {
    /** Questions shown with their kept rationales at the end. */
    private static final int SAMPLES = 2;

    private final EffectiveConfig config;
    private final Console console;
    private final SparkSession spark;
    private final boolean ownSession;
    private final StopSignal signal;

    private TwtPipeline(
            EffectiveConfig config, Console console, SparkSession spark, boolean ownSession, StopSignal signal) {
        this.config = config;
        this.console = console;
        this.spark = spark;
        this.ownSession = ownSession;
        this.signal = signal;
    }

    /**
     * On a session that is there, which stays open.
     *
     * @param spark the session
     * @param config as {@link dev.twt.config.RunConfigs#effective} reads it
     * @param console where results and progress go
     * @return the steps
     */
    public static Pipeline on(SparkSession spark, EffectiveConfig config, Console console) {
        return new TwtPipeline(config, console, spark, false, new StopSignal());
    }

    /** On a session of its own, made of what spark-submit and the configuration say. */
    static Pipeline create(EffectiveConfig config, Console console) {
        return new TwtPipeline(config, console, Sessions.open(config.run().spark()), true, new StopSignal());
    }

    @Override
    public void plan() {
        Workspace workspace = workspace();
        // Nothing is left behind: a plan is made before there is a workspace.
        StepJournal journal = new StepJournal(workspace, workspace.record().orElseGet(this::started));
        new PlanStep(new RunContext(config.run(), spark, workspace, console, journal)).run();
    }

    @Override
    public void doctor() {
        new DoctorStep(config.run(), spark, console, signal).run();
    }

    @Override
    public void importResponses() {
        inWorkspace(run -> run.journal().run("import", new ImportStep(run)::run));
    }

    @Override
    public void generate() {
        inWorkspace(run -> generate(run, false));
    }

    private void generate(RunContext run, boolean checked) {
        run.journal().run("generate", new GenerateStep(run, signal, checked)::run);
    }

    @Override
    public void cancelBatches() {
        inWorkspace(
                run -> new BatchedGeneration(run, signal, new Funds(config.run().budget(), 0, 0)).cancel());
    }

    @Override
    public void select() {
        inWorkspace(this::select);
    }

    private void select(RunContext run) {
        SelectStep step = new SelectStep(run);
        run.journal().run("select", step::run);
        Dataset<Row> questions = Questions.stored(spark, run.workspace());
        RunSummary summary = RunSummary.of(run, step.scored(), questions, SAMPLES);
        console.say(new SummaryScreen(run.config().selection(), run.workspace()).of(summary, config));
    }

    @Override
    public void explain(String questionId) {
        new ExplainStep(config.run(), spark, written(), console).run(questionId);
    }

    @Override
    public void sweep(String sweep) {
        new SweepStep(config, spark, written(), console).run(Sweep.of(sweep));
    }

    @Override
    public void compress() {
        inWorkspace(run -> new Distilling(run, signal).compress());
    }

    @Override
    public void export() {
        inWorkspace(run -> run.journal().run("export", new ExportStep(run)::run));
    }

    @Override
    public void evaluate() {
        inWorkspace(run -> run.journal().run(EvaluateStep.NAME, new EvaluateStep(run, signal)::run));
    }

    @Override
    public void compare(List<String> answerers) {
        new CompareStep(config.run(), spark, written(), console).run(answerers);
    }

    @Override
    public Optional<Severity> audit() {
        return new AuditStep(config.run(), spark, written(), console).run();
    }

    @Override
    public void report() {
        report(workspace());
    }

    private void report(Workspace workspace) {
        new ReportStep(config.run(), spark, workspace, console, signal).run();
    }

    @Override
    public void train() {
        inWorkspace(run -> new Distilling(run, signal).train());
    }

    @Override
    public void trainGrid() {
        inWorkspace(run -> run.journal().run(GridStep.NAME, new GridStep(run, signal)::run));
    }

    @Override
    public void run() {
        inWorkspace(run -> {
            Distilling distilling = new Distilling(run, signal);
            distilling.check();
            if (!run.config().imports().isEmpty()) {
                run.journal().run("import", new ImportStep(run)::run);
            }
            if (!run.config().teachers().isEmpty() || run.config().imports().isEmpty()) {
                new PlanStep(run).run();
                generate(run, true);
            }
            select(run);
            distilling.run();
            if (run.config().evaluate().wanted()) {
                run.journal().run(EvaluateStep.NAME, EvaluateStep.ofThoseThere(run, signal)::run);
            }
            report(run.workspace());
        });
    }

    @Override
    public void rehearse() {
        try (Rehearsal rehearsal = Rehearsal.start(config, spark.sparkContext())) {
            boolean keep = config.run().rehearse().keep();
            new TwtPipeline(rehearsal.config(), console, spark, false, signal)
                    .inWorkspace(
                            workspace -> ScratchWorkspace.claim(workspace, keep),
                            run -> new RehearseStep(run, rehearsal, signal).run());
        }
    }

    private void inWorkspace(Consumer<RunContext> work) {
        inWorkspace(workspace -> {}, work);
    }

    /** No second run is in the workspace meanwhile: both would ask what neither has recorded yet. */
    private void inWorkspace(Consumer<Workspace> before, Consumer<RunContext> work) {
        Workspace workspace = workspace();
        workspace.prepare(Workspace.LEAST_SPACE);
        try (WorkspaceLock lock = WorkspaceLock.take(workspace, this::stop)) {
            before.accept(workspace);
            RunRecord record = workspace.claim(started());
            try {
                work.accept(
                        new RunContext(config.run(), spark, workspace, console, new StepJournal(workspace, record)));
            } catch (RuntimeException e) {
                throw lock.lost() ? takenOver(workspace, e) : e;
            }
        }
    }

    private static UserException takenOver(Workspace workspace, RuntimeException end) {
        UserException told = new UserException(
                workspace.root(),
                "this run could not say for long that it lives, so that another may have taken the workspace over",
                "See whether another run is at work in it; if not, run the same command again to go on");
        told.addSuppressed(end);
        return told;
    }

    private Workspace workspace() {
        return Workspace.at(config.run().workspace(), spark.sparkContext().hadoopConfiguration());
    }

    /** For steps that only look: what another version has written in another form is refused. */
    private Workspace written() {
        Workspace workspace = workspace();
        workspace.record();
        return workspace;
    }

    private RunRecord started() {
        RunConfig run = config.run();
        return RunRecord.started(identity(run), config.json(), versions(), run.seed());
    }

    /** What a workspace of this run is made for. */
    static WorkspaceIdentity identity(RunConfig run) {
        WorkspaceIdentity identity =
                WorkspaceIdentity.of(run.questions(), run.task(), run.teachers(), RequestIdentity.TEMPLATE_VERSION);
        boolean none = run.questions().paths().isEmpty() && run.imports().isEmpty();
        return none ? identity.withoutQuestions() : identity;
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("twt", Versions.own());
        versions.put("spark", spark.version());
        versions.put("java", Runtime.version().toString());
        return versions;
    }

    @Override
    public void stop() {
        signal.request();
        if (!spark.sparkContext().isStopped()) {
            spark.sparkContext().cancelAllJobs();
        }
    }

    @Override
    public void close() {
        if (ownSession) {
            spark.stop();
            Teachers.closeAll();
        }
    }
}
