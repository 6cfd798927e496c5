package dev.twt.generation.batch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.Workspace;
import dev.twt.generation.Ledger;
import dev.twt.generation.LedgerFiles;
import dev.twt.generation.TaskFinder;
import dev.twt.generation.governor.Reservation;
import dev.twt.teacher.batch.BatchClient;
import dev.twt.teacher.batch.BatchFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Puts what an ended batch brought into the ledger. The files are copied into the workspace by the driver and read there
 * by the executors, which look for answers in texts; done twice, it adds nothing the second time.
 */
final class Recording {
    private static final String BEST = "best";
    private static final String LINES = "lines";

    private final SparkSession spark;
    private final Workspace workspace;
    private final BatchShelf shelf;
    private final TaskFinder tasks;

    Recording(SparkSession spark, Workspace workspace, BatchShelf shelf, TaskFinder tasks) {
        this.spark = spark;
        this.workspace = workspace;
        this.shelf = shelf;
        this.tasks = tasks;
    }

    /**
     * Records a batch.
     *
     * @throws BatchFault if a file cannot be fetched
     * @throws IOException if a file broke off, or the workspace cannot be written
     */
    BatchFigures record(BatchRecord batch, TeacherConfig teacher, BatchClient client) throws BatchFault, IOException {
        fetch(batch, client);
        Dataset<Row> lines = lines(batch).persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> decided = decided(batch, teacher, lines).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            BatchFigures figures = figures(batch, lines, decided);
            add(batch, decided);
            shelf.write(batch.closed(figures.doubted()));
            shelf.deleteFetched(batch);
            return figures;
        } finally {
            decided.unpersist();
            lines.unpersist();
        }
    }

    private void fetch(BatchRecord batch, BatchClient client) throws BatchFault, IOException {
        shelf.deleteFetched(batch);
        for (String file : files(batch)) {
            Path target = new Path(shelf.fetched(batch), file.replaceAll("[^A-Za-z0-9-]", "-") + ".jsonl");
            try (InputStream in = client.content(file);
                    OutputStream out =
                            target.getFileSystem(workspace.configuration()).create(target, true)) {
                in.transferTo(out);
            }
        }
    }

    private static List<String> files(BatchRecord batch) {
        List<String> files = new ArrayList<>(List.of(batch.outputFile(), batch.errorFile()));
        files.removeIf(String::isEmpty);
        return files;
    }

    private Dataset<Row> lines(BatchRecord batch) {
        Dataset<Row> text = files(batch).isEmpty()
                ? spark.createDataset(List.<String>of(), Encoders.STRING()).toDF("value")
                : spark.read().option("lineSep", "\n").text(shelf.fetched(batch));
        return text.flatMap(new AnswerLines(), Encoders.row(AnswerLines.SCHEMA));
    }

    private Dataset<Row> decided(BatchRecord batch, TeacherConfig teacher, Dataset<Row> lines) {
        Dataset<Row> best = lines.filter(col(ResponseColumns.REQUEST_ID).isNotNull())
                .groupBy(ResponseColumns.REQUEST_ID)
                .agg(min(struct(col(AnswerLines.RANK), col(AnswerLines.STATUS), col(AnswerLines.BODY)))
                        .as(BEST))
                .select(
                        col(ResponseColumns.REQUEST_ID),
                        col(BEST + "." + AnswerLines.STATUS),
                        col(BEST + "." + AnswerLines.BODY));
        boolean whole = batch.status().equals("completed");
        return shelf.requests(batch)
                .join(best, new String[] {ResponseColumns.REQUEST_ID}, "left")
                .mapPartitions(new AnswerRows(teacher, tasks, batch.endedAt(), whole), Encoders.row(AnswerRows.SCHEMA));
    }

    private BatchFigures figures(BatchRecord batch, Dataset<Row> lines, Dataset<Row> decided) {
        Dataset<Row> named = lines.filter(col(ResponseColumns.REQUEST_ID).isNotNull());
        Row told = named.groupBy(ResponseColumns.REQUEST_ID)
                .agg(count(lit(1)).as(LINES))
                .agg(coalesce(sum(col(LINES).minus(1)), lit(0L)))
                .first();
        long unknown = named.join(
                        shelf.requests(batch).select(ResponseColumns.REQUEST_ID),
                        new String[] {ResponseColumns.REQUEST_ID},
                        "left_anti")
                .count();
        Row sums = decided.agg(
                        counted("outcome = 'answered'"),
                        counted("outcome = 'truncated'"),
                        counted("outcome = 'refused'"),
                        counted("outcome = 'failed'"),
                        counted(AnswerRows.AGAIN),
                        coalesce(sum(ResponseColumns.PROMPT_TOKENS), lit(0L)),
                        coalesce(sum(ResponseColumns.COMPLETION_TOKENS), lit(0L)),
                        coalesce(sum(ResponseColumns.COST_USD), lit(0.0)),
                        expr("coalesce(sum(if(doubted, worst_tokens, 0L)), 0L)"),
                        expr("coalesce(sum(if(doubted, worst_usd, 0D)), 0D)"))
                .first();
        return new BatchFigures(
                sums.getLong(0),
                sums.getLong(1),
                sums.getLong(2),
                sums.getLong(3),
                sums.getLong(4),
                sums.getLong(5),
                sums.getLong(6),
                sums.getDouble(7),
                new Reservation(sums.getLong(8), sums.getDouble(9)),
                lines.filter(col(ResponseColumns.REQUEST_ID).isNull()).count(),
                unknown,
                told.getLong(0));
    }

    private static Column counted(String condition) {
        return expr("count(case when " + condition + " then 1 end)");
    }

    /** A kill while rows were added leaves some of them: they bear the same time, and are not added again. */
    private void add(BatchRecord batch, Dataset<Row> decided) throws IOException {
        String[] key = {ResponseColumns.REQUEST_ID, ResponseColumns.CREATED_AT};
        Dataset<Row> known =
                Ledger.open(spark, workspace).all().select(ResponseColumns.REQUEST_ID, ResponseColumns.CREATED_AT);
        Dataset<Row> rows = decided.filter(col(AnswerRows.AGAIN).equalTo(false))
                .join(known, key, "left_anti")
                .select(Arrays.stream(ResponseColumns.SCHEMA.fieldNames())
                        .map(name -> col(name))
                        .toArray(Column[]::new));
        if (!rows.isEmpty()) {
            new LedgerFiles(workspace).add(rows, "batch-" + batch.name() + "-" + UUID.randomUUID());
        }
    }
}
