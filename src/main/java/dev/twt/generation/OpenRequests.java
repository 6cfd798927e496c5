package dev.twt.generation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.twt.config.GenerationConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.ProgressReporter.Planned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * What a run has to send, and how many requests of each teacher there are.
 *
 * @param planned in the order of the config
 * @param release lets go of what is kept for them in Spark's storage
 */
record OpenRequests(List<Planned> planned, JavaRDD<OpenRequest> requests, Runnable release) implements AutoCloseable {
    /** Up to here the recorded identities fit beside everything else into the smallest heap, 1.5 GB, and no join is needed. */
    static final long MOST_LOOKED_UP = 2_000_000;
    /** So few open requests are kept where they were found, on the driver; more are found again, which takes less. */
    private static final int MOST_CARRIED = 8_000;
    /** A task that carries more than about a megabyte is one too large for Spark. */
    private static final int CARRIED_A_TASK = 250;

    private static final String OPEN = "is_open";

    /**
     * Finds them.
     *
     * @param mostLookedUp rows of the ledger above which it is joined with the plan
     */
    static OpenRequests of(
            Dataset<Row> questions,
            Round round,
            TaskFinder tasks,
            Ledger ledger,
            GenerationConfig config,
            long mostLookedUp) {
        QuestionRequests plan = RequestPlan.requests(questions, round, tasks);
        return ledger.rowCount() > mostLookedUp
                ? joined(questions, plan, ledger, config)
                : lookedUp(questions, plan, ledger, config);
    }

    private static OpenRequests lookedUp(
            Dataset<Row> questions, QuestionRequests plan, Ledger ledger, GenerationConfig config) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(questions.sparkSession().sparkContext());
        Broadcast<RecordedIds> recorded = context.broadcast(ledger.ids());
        OpenShare.Finding finding = new OpenShare.Finding(plan, recorded, Ledger.again(config));
        JavaRDD<Row> rows = questions.javaRDD();
        int share = Math.max(1, MOST_CARRIED / Math.max(1, rows.getNumPartitions()));
        List<OpenShare> shares =
                rows.mapPartitions(new OpenShare.Counting(finding, share)).collect();
        List<Planned> planned = IntStream.range(0, plan.teachers().size())
                .mapToObj(t -> planned(plan.teachers().get(t).name(), t, shares))
                .toList();
        boolean carried = shares.stream().map(OpenShare::requests).allMatch(Objects::nonNull);
        return new OpenRequests(
                planned, carried ? carried(context, shares) : rows.flatMap(finding), recorded::unpersist);
    }

    private static Planned planned(String teacher, int index, List<OpenShare> shares) {
        long all = shares.stream().mapToLong(share -> share.planned()[index]).sum();
        long open = shares.stream().mapToLong(share -> share.open()[index]).sum();
        return new Planned(teacher, all, all - open);
    }

    private static JavaRDD<OpenRequest> carried(JavaSparkContext context, List<OpenShare> shares) {
        List<OpenRequest> all = new ArrayList<>();
        shares.forEach(share -> all.addAll(share.requests()));
        return context.parallelize(all, Math.max(1, all.size() / CARRIED_A_TASK));
    }

    private static OpenRequests joined(
            Dataset<Row> questions, QuestionRequests plan, Ledger ledger, GenerationConfig config) {
        Dataset<Row> recorded = ledger.recorded(config).withColumn(OPEN, lit(false));
        Dataset<Row> marked = RequestPlan.table(questions, plan)
                .join(recorded, new String[] {ResponseColumns.REQUEST_ID}, "left")
                .withColumn(OPEN, col(OPEN).isNull())
                .persist(StorageLevel.MEMORY_AND_DISK());
        JavaRDD<OpenRequest> open = marked.filter(col(OPEN)).javaRDD().map(OpenRequests::request);
        return new OpenRequests(counted(marked, plan.teachers()), open, marked::unpersist);
    }

    private static OpenRequest request(Row row) {
        return new OpenRequest(row.<Integer>getAs(PlanColumns.TEACHER_INDEX), PlannedRequest.of(row));
    }

    private static List<Planned> counted(Dataset<Row> marked, List<TeacherConfig> teachers) {
        Map<String, Planned> counted = new HashMap<>();
        marked.groupBy(ResponseColumns.TEACHER)
                .agg(count(lit(1)), sum(col(OPEN).cast(DataTypes.LongType)))
                .collectAsList()
                .forEach(row -> counted.put(
                        row.getString(0),
                        new Planned(row.getString(0), row.getLong(1), row.getLong(1) - row.getLong(2))));
        return teachers.stream()
                .map(t -> counted.getOrDefault(t.name(), new Planned(t.name(), 0, 0)))
                .toList();
    }

    @Override
    public void close() {
        release.run();
    }
}
