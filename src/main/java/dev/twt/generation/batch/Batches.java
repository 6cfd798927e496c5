package dev.twt.generation.batch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.twt.config.GenerationConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import dev.twt.generation.Compaction;
import dev.twt.generation.Funds;
import dev.twt.generation.GenerationProgress;
import dev.twt.generation.Ledger;
import dev.twt.generation.RequestPlan;
import dev.twt.generation.Round;
import dev.twt.generation.StopSignal;
import dev.twt.generation.TaskFinder;
import dev.twt.generation.governor.Purse;
import dev.twt.generation.governor.Reservation;
import dev.twt.teacher.batch.BatchClient;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * Asks teachers through their providers' batch APIs: submits what is open, waits, records. All of it on the driver, since
 * batches are few; only the finding of answers in texts is done by the executors. What was submitted is written down in
 * the workspace, so that another command goes on with it and buys nothing again.
 */
public final class Batches implements AutoCloseable {
    private static final String ATTEMPTS = "attempts_before";

    private final SparkSession spark;
    private final Workspace workspace;
    private final GenerationConfig config;
    private final long seed;
    private final TaskFinder tasks;
    private final StopSignal signal;
    private final Round round;
    private final BatchShelf shelf;
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Map<String, String> exhausted = new HashMap<>();
    private final Map<String, Row> before = new HashMap<>();
    private final Following following;

    /**
     * Opens the batches of a workspace; nothing is sent. Teachers that are not asked in batches are left to others.
     *
     * @param round whose requests are submitted; batches of its teachers are followed whatever their round
     * @param teachers all of the run
     * @param says told of what happens, a line now and then
     * @throws UserException if a key is not there, or a teacher with open batches is not to be asked by batches now
     */
    public Batches(
            SparkSession spark,
            Workspace workspace,
            GenerationConfig config,
            long seed,
            TaskFinder tasks,
            Round round,
            List<TeacherConfig> teachers,
            StopSignal signal,
            Consumer<String> says) {
        this.spark = spark;
        this.workspace = workspace;
        this.config = config;
        this.seed = seed;
        this.tasks = tasks;
        this.signal = signal;
        this.round = round.of(
                round.teachers().stream().filter(t -> t.batch().enabled()).toList());
        this.shelf = new BatchShelf(spark, workspace);
        shelf.clear();
        check(teachers);
        this.round
                .teachers()
                .forEach(teacher -> providers.put(
                        teacher.name(),
                        new Provider(teacher, new BatchClient(teacher), shelf, signal, workspace.root())));
        this.following = new Following(providers, shelf, new Recording(spark, workspace, shelf, tasks), signal, says);
    }

    /** Asked one by one, a teacher would answer what its batches answer already. */
    private void check(List<TeacherConfig> all) {
        for (TeacherConfig teacher : all) {
            long open = teacher.batch().enabled()
                    ? 0
                    : shelf.open(teacher.name()::equals).size();
            if (open > 0) {
                throw new UserException(
                        "teachers." + teacher.name() + ".batch.enabled",
                        "it is false, and " + open + " batches of this teacher are at its provider",
                        "Set it to true until they have ended, or end them by twt cancel-batches with it true");
            }
        }
    }

    /** What stands against the budget beside the ledger: open batches at worst, and answers that may have been lost. */
    public Reservation reserved() {
        return shelf.reserved();
    }

    /**
     * Submits every open request that is in no batch, as far as the budget allows.
     *
     * @param questions under the schema of {@link dev.twt.dataset.QuestionColumns}
     * @param funds of the workspace, without what {@link #reserved} tells
     */
    public void submit(Dataset<Row> questions, Funds funds) {
        if (round.teachers().isEmpty()) {
            return;
        }
        Dataset<Row> plan = RequestPlan.of(questions, round, tasks);
        Dataset<Row> open = RequestPlan.open(plan, Ledger.open(spark, workspace), config);
        countPlanned(plan, open);
        submitAll(open, funds);
    }

    private void countPlanned(Dataset<Row> plan, Dataset<Row> open) {
        plan.join(
                        open.select(col(ResponseColumns.REQUEST_ID), lit(1L).as("one")),
                        new String[] {ResponseColumns.REQUEST_ID},
                        "left")
                .groupBy(ResponseColumns.TEACHER)
                .agg(count(lit(1)), coalesce(sum("one"), lit(0L)))
                .collectAsList()
                .forEach(row -> before.put(row.getString(0), row));
    }

    private boolean submitAll(Dataset<Row> open, Funds funds) {
        int batches = shelf.all().size();
        // What earlier batches reserved and did not use may be spent now.
        exhausted.clear();
        Purse purse = purse(funds);
        try {
            Dataset<Row> free = free(open);
            for (Provider provider : providers.values()) {
                String name = provider.teacher().name();
                if (signal.requested() || provider.givenUp().isPresent() || exhausted.containsKey(name)) {
                    continue;
                }
                Optional<String> refusal = new Submission(provider, shelf, tasks, seed, signal)
                        .of(
                                free.filter(col(ResponseColumns.TEACHER).equalTo(name))
                                        .toLocalIterator(),
                                purse);
                refusal.ifPresent(why -> exhausted.put(name, why));
            }
        } catch (Exception e) {
            // What the signal broke off was not sent.
            if (!signal.requested()) {
                throw StorageProblems.explain(e, workspace.batches());
            }
        }
        following.once();
        return shelf.all().size() > batches;
    }

    private Purse purse(Funds funds) {
        Ledger.Spent spent = Ledger.open(spark, workspace).spent();
        Reservation reserved = shelf.reserved();
        return new Purse(
                funds.budget(),
                spent.usd() + funds.uncertainUsd() + reserved.usd(),
                spent.tokens() + funds.uncertainTokens() + reserved.tokens());
    }

    /** The requests that are in no open batch, with the number of the attempt that another one would be. */
    private Dataset<Row> free(Dataset<Row> open) {
        String[] id = {ResponseColumns.REQUEST_ID};
        Dataset<Row> attempts = shelf.ids(shelf.all())
                .groupBy(ResponseColumns.REQUEST_ID)
                .agg(count(lit(1)).as(ATTEMPTS));
        Column attempt = coalesce(col(ATTEMPTS), lit(0L))
                .plus(1)
                .cast(DataTypes.IntegerType)
                .as(KeptRequests.ATTEMPT);
        return open.join(shelf.ids(shelf.open(teacher -> true)), id, "left_anti")
                .join(attempts, id, "left")
                .select(columns(attempt));
    }

    private static Column[] columns(Column attempt) {
        return Arrays.stream(KeptRequests.SCHEMA.fieldNames())
                .filter(name -> !name.startsWith("worst_"))
                .map(name -> name.equals(KeptRequests.ATTEMPT) ? attempt : col(name))
                .toArray(Column[]::new);
    }

    /**
     * Waits for the answers and records them, asks again what was not answered, and returns when nothing is left to do,
     * or, for teachers that do not wait, after one look.
     */
    public BatchResult finish(Dataset<Row> questions, Funds funds) {
        if (!round.teachers().isEmpty()) {
            do {
                following.untilEnded();
            } while (!signal.requested() && submitAll(leftOver(questions), funds));
            new Compaction(spark, workspace).run();
        }
        return result();
    }

    /** What has no row at all: what is recorded as failed is for another command. */
    private Dataset<Row> leftOver(Dataset<Row> questions) {
        GenerationConfig never = new GenerationConfig(
                config.tasks(), config.segmentRows(), config.segmentInterval(), config.maxFailureShare(), false, false);
        return RequestPlan.open(RequestPlan.of(questions, round, tasks), Ledger.open(spark, workspace), never);
    }

    /** Has every batch cancelled, waits until they have ended, and records what they had answered by then. */
    public BatchResult cancel() {
        following.cancel();
        following.untilEnded();
        return result();
    }

    private BatchResult result() {
        Map<String, String> stopped = new LinkedHashMap<>();
        providers.forEach((name, provider) -> provider.givenUp().ifPresent(why -> stopped.put(name, why)));
        List<BatchRecord> open = shelf.open(providers::containsKey);
        return new BatchResult(
                round.teachers().stream().map(this::progress).toList(),
                stopped,
                exhausted,
                open.size(),
                open.stream().mapToLong(BatchRecord::requests).sum(),
                signal.requested());
    }

    private GenerationProgress progress(TeacherConfig teacher) {
        BatchFigures brought = following.figures(teacher.name());
        Row counted = before.get(teacher.name());
        long planned = counted == null ? 0 : counted.getLong(1);
        return new GenerationProgress(
                teacher.name(),
                planned,
                counted == null ? 0 : planned - counted.getLong(2),
                brought.answered(),
                brought.truncated(),
                brought.refused(),
                brought.failed(),
                brought.promptTokens(),
                brought.completionTokens(),
                0,
                brought.usd());
    }

    @Override
    public void close() {
        providers.values().forEach(provider -> provider.client().close());
    }
}
