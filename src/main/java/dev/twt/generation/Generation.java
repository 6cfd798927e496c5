package dev.twt.generation;

import dev.twt.config.GenerationConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import dev.twt.generation.ProgressReporter.Planned;
import dev.twt.generation.governor.GovernedRun;
import dev.twt.generation.governor.GovernorLink;
import dev.twt.generation.governor.Governors;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Asks teachers what the ledger does not hold yet. All open requests are one Spark stage; every task publishes what it
 * was answered while it runs, so that a run that ends in any way goes on from there when it is started again.
 */
public final class Generation {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final SparkSession spark;
    private final Workspace workspace;
    private final GenerationConfig config;
    private final long seed;
    private final TaskFinder tasks;
    private final Funds funds;

    /**
     * Prepares a run; nothing happens yet.
     *
     * @param seed base of every request's own seed
     * @param funds what it may spend
     */
    public Generation(
            SparkSession spark,
            Workspace workspace,
            GenerationConfig config,
            long seed,
            TaskFinder tasks,
            Funds funds) {
        this.spark = spark;
        this.workspace = workspace;
        this.config = config;
        this.seed = seed;
        this.tasks = tasks;
        this.funds = funds;
    }

    /**
     * Runs until every open request has its row in the ledger, every teacher is given up, or the signal is given.
     *
     * @param questions under the schema of {@link dev.twt.dataset.QuestionColumns}
     * @param round which requests, and to whom
     * @param opener opens a teacher where it is needed, on an executor
     * @throws UserException if the ledger cannot be written, or the session may ask a paid teacher twice
     */
    public GenerationResult run(
            Dataset<Row> questions, Round round, TeacherOpener opener, ProgressListener listener, StopSignal signal) {
        List<TeacherConfig> teachers = round.teachers();
        refuseSpeculation(teachers);
        GpuStage stage = GpuStage.of(
                teachers, spark.sparkContext().master(), spark.sparkContext().getConf());
        Ledger ledger = Ledger.open(spark, workspace);
        try (OpenRequests open =
                OpenRequests.of(questions, round, tasks, ledger, config, OpenRequests.MOST_LOOKED_UP)) {
            return ask(open, teachers, opener, listener, signal, ledger, stage);
        } catch (Exception e) {
            throw StorageProblems.explain(e, workspace.responses());
        }
    }

    private void refuseSpeculation(List<TeacherConfig> teachers) {
        boolean speculation =
                Boolean.parseBoolean(spark.sparkContext().getConf().get("spark.speculation", "false"));
        for (TeacherConfig teacher : teachers) {
            if (speculation && teacher.paid()) {
                throw new UserException(
                        "spark.speculation",
                        "true, with it Spark would ask the paid teacher " + teacher.name() + " twice",
                        "Set spark.speculation = false");
            }
        }
    }

    private GenerationResult ask(
            OpenRequests open,
            List<TeacherConfig> teachers,
            TeacherOpener opener,
            ProgressListener listener,
            StopSignal signal,
            Ledger ledger,
            GpuStage stage)
            throws IOException {
        new SegmentFiles(workspace).clearAside();
        List<Planned> planned = open.planned();
        String runId = runId();
        SparkContext context = spark.sparkContext();
        TallyAccumulator tallies = new TallyAccumulator();
        context.register(tallies, "twt-tallies");
        CollectionAccumulator<String> stops = context.collectionAccumulator("twt-stops");
        CollectionAccumulator<String> exhausted = context.collectionAccumulator("twt-exhausted");
        CollectionAccumulator<String> news = context.collectionAccumulator("twt-news");
        NewsFeed feed = new NewsFeed(news, listener::onNews);
        context.addSparkListener(feed);
        CollectionAccumulator<String> remarks = context.collectionAccumulator("twt-remarks");
        NewsFeed remarkFeed = new NewsFeed(remarks, listener::onNews);
        context.addSparkListener(remarkFeed);
        RunningTasks running = new RunningTasks(runId, tallies.id());
        context.addSparkListener(running);
        ProgressReporter.TallySource source = source(context, runId, tallies, running);
        Slots slots = slots(planned);
        GovernedRun governed = govern(runId, teachers, slots, ledger);
        ProgressReporter reporter = new ProgressReporter(
                planned, source, governed::figures, funds.budget().usd(), listener);
        boolean interrupted = false;
        try (governed;
                reporter) {
            if (signal.requested()) {
                interrupted = true;
            } else if (planned.stream().anyMatch(t -> t.open() > 0)) {
                reporter.start(signal, () -> context.cancelJobGroup(runId));
                GenerationTask task = new GenerationTask(
                        settings(runId, teachers, opener, governed.link()), tallies, stops, exhausted, news, remarks);
                interrupted =
                        !new TeacherStage(context, runId, signal, running).run(open.requests(), slots, task, stage);
            }
        } finally {
            context.removeSparkListener(running);
            context.removeSparkListener(feed);
            context.removeSparkListener(remarkFeed);
            remarkFeed.readRest();
        }
        new Compaction(spark, workspace).run();
        return new GenerationResult(
                runId,
                reporter.now(),
                reasons(stops.value()),
                reasons(exhausted.value()),
                interrupted,
                ledger.broken(),
                governed.figures().spending(),
                governed.notice());
    }

    private GovernedRun govern(String runId, List<TeacherConfig> teachers, Slots slots, Ledger ledger) {
        double usd = funds.uncertainUsd();
        long tokens = funds.uncertainTokens();
        if (funds.budget().limited()) {
            Ledger.Spent spent = ledger.spent();
            usd += spent.usd();
            tokens += spent.tokens();
        }
        return Governors.begin(
                spark.sparkContext(), runId, teachers, funds.budget(), slots.numPartitions(), usd, tokens);
    }

    private static ProgressReporter.TallySource source(
            SparkContext context, String runId, TallyAccumulator tallies, RunningTasks running) {
        if (context.isLocal()) {
            return teacher -> TallyBoard.of(runId).of(teacher, Tally.NONE);
        }
        return teacher -> tallies.value().getOrDefault(teacher, Tally.NONE).plus(running.of(teacher));
    }

    private Slots slots(List<Planned> planned) {
        int most = config.tasks() > 0 ? config.tasks() : spark.sparkContext().defaultParallelism();
        return new Slots(planned.stream().map(Planned::open).toList(), most);
    }

    private GenerationSettings settings(
            String runId, List<TeacherConfig> teachers, TeacherOpener opener, GovernorLink governor) {
        return new GenerationSettings(
                runId,
                seed,
                teachers.stream().map(TeacherFiles::here).toList(),
                config.segmentRows(),
                config.segmentInterval(),
                config.maxFailureShare(),
                GRACE,
                spark.sparkContext().isLocal(),
                workspace,
                opener,
                governor,
                SentKeys.of(teachers),
                tasks);
    }

    private static Map<String, String> reasons(List<String> stops) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String stop : new ArrayList<>(stops)) {
            int tab = stop.indexOf('\t');
            reasons.putIfAbsent(stop.substring(0, tab), stop.substring(tab + 1));
        }
        return reasons;
    }

    private static String runId() {
        String time = Instant.now().toString().replaceAll("[^0-9]", "").substring(0, 14);
        return time + UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT);
    }
}
