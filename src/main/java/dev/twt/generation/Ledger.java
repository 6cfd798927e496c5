package dev.twt.generation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.GenerationConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.StoragePaths;
import dev.twt.dataset.StorageProblems;
import dev.twt.dataset.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The recorded answers of a workspace, as they stand at the moment of {@link #open}. */
public final class Ledger {
    private static final String RANK = "good_rank";
    private static final int TRUNCATED = 2;
    private static final int FAILED = 3;

    private final SparkSession spark;
    private final String folder;
    private final List<FileStatus> files;
    private final List<String> broken;

    private Ledger(SparkSession spark, String folder, List<FileStatus> files, List<String> broken) {
        this.spark = spark;
        this.folder = folder;
        this.files = files;
        this.broken = broken;
    }

    /** Looks at the files of the ledger; a workspace without one has an empty ledger. */
    public static Ledger open(SparkSession spark, Workspace workspace) {
        Configuration hadoop = workspace.configuration();
        try {
            List<FileStatus> files = StoragePaths.files(new Path(workspace.responses()), SegmentFiles.ENDING, hadoop);
            List<FileStatus> intact = SegmentCheck.intact(spark, workspace, files);
            Set<FileStatus> readable = new HashSet<>(intact);
            return new Ledger(
                    spark,
                    workspace.responses(),
                    intact,
                    files.stream()
                            .filter(file -> !readable.contains(file))
                            .map(Ledger::path)
                            .toList());
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.responses());
        }
    }

    private static String path(FileStatus file) {
        return file.getPath().toString();
    }

    /** Files that are not what was once written; their rows are as if never recorded. */
    List<String> broken() {
        return broken;
    }

    /** Files the rows come from. */
    public List<String> segments() {
        return files.stream().map(Ledger::path).toList();
    }

    /** The same with their sizes. */
    List<FileStatus> files() {
        return files;
    }

    /** Every recorded row, several of one request too, under {@link ResponseColumns#SCHEMA}. */
    public Dataset<Row> all() {
        if (files.isEmpty()) {
            return spark.createDataFrame(List.<Row>of(), ResponseColumns.SCHEMA);
        }
        if (broken.isEmpty()) {
            // Spark looks at many single files by a job of its own, at one folder at once.
            return spark.read()
                    .schema(ResponseColumns.SCHEMA)
                    .option("pathGlobFilter", "*" + SegmentFiles.ENDING)
                    .parquet(folder);
        }
        return spark.read().schema(ResponseColumns.SCHEMA).parquet(segments().toArray(new String[0]));
    }

    /**
     * One row a request: the first good one. Answered goes before refused and truncated, failed comes last; then the
     * earlier row, then the smaller hash of its text, so that every reader takes the same.
     */
    public Dataset<Row> rows() {
        WindowSpec ofRequest = Window.partitionBy(ResponseColumns.REQUEST_ID)
                .orderBy(
                        goodness(),
                        col(ResponseColumns.CREATED_AT),
                        md5(col(ResponseColumns.TEXT)),
                        col(ResponseColumns.ATTEMPTS));
        return all().withColumn(RANK, row_number().over(ofRequest))
                .filter(col(RANK).equalTo(1))
                .drop(RANK);
    }

    /** {@link #rows} of the requests for whole rationales: those that selection chooses from. */
    public Dataset<Row> rationales() {
        return rows().where(col(ResponseColumns.PURPOSE).equalTo(RequestPlan.FULL));
    }

    /**
     * The identities that need not be asked again: those with a row that {@link #rows} would show with another outcome
     * than the ones asked again. Reads two columns, whatever the answers' length.
     */
    Dataset<Row> recorded(GenerationConfig config) {
        return all().groupBy(ResponseColumns.REQUEST_ID)
                .agg(min(goodness()).as(RANK))
                .filter(not(col(RANK).isin(again(config).toArray())))
                .select(ResponseColumns.REQUEST_ID);
    }

    /** Goodness of the rows whose requests are asked again, see {@link #ids}. */
    static List<Integer> again(GenerationConfig config) {
        List<Integer> again = new ArrayList<>();
        if (config.retryFailed()) {
            again.add(FAILED);
        }
        if (config.retryTruncated()) {
            again.add(TRUNCATED);
        }
        return again;
    }

    /** The identity of every recorded request with the goodness of its best row, in this JVM: for ledgers of no great size. */
    RecordedIds ids() {
        RecordedIds all = new RecordedIds();
        if (!files.isEmpty()) {
            all().select(col(ResponseColumns.REQUEST_ID), goodness().as(RANK))
                    .javaRDD()
                    .mapPartitions(Ledger::ids)
                    .collect()
                    .forEach(all::addAll);
        }
        return all;
    }

    private static Iterator<RecordedIds> ids(Iterator<Row> rows) {
        RecordedIds ids = new RecordedIds();
        rows.forEachRemaining(row -> ids.add(row.getString(0), row.getInt(1)));
        return List.of(ids).iterator();
    }

    /** Every recorded row counted, several of one request too; from the files' footers, which are read already. */
    long rowCount() {
        return files.stream().mapToLong(SegmentCheck::rows).sum();
    }

    /**
     * What every recorded row has cost, in US dollars and tokens, those too that a better one has followed: they were
     * paid. A row that stands in two files, as a killed compaction leaves it, counts once.
     */
    public Spent spent() {
        Row sums = all().select(
                        ResponseColumns.REQUEST_ID,
                        ResponseColumns.OUTCOME,
                        ResponseColumns.CREATED_AT,
                        ResponseColumns.COST_USD,
                        ResponseColumns.PROMPT_TOKENS,
                        ResponseColumns.COMPLETION_TOKENS)
                .distinct()
                .agg(
                        coalesce(sum(ResponseColumns.COST_USD), lit(0.0)),
                        coalesce(sum(ResponseColumns.PROMPT_TOKENS), lit(0L)),
                        coalesce(sum(ResponseColumns.COMPLETION_TOKENS), lit(0L)))
                .first();
        return new Spent(sums.getDouble(0), sums.getLong(1) + sums.getLong(2));
    }

    /**
     * Paid for recorded rows.
     *
     * @param tokens read and written
     */
    public record Spent(double usd, long tokens) {}

    private static Column goodness() {
        Column outcome = col(ResponseColumns.OUTCOME);
        return when(outcome.equalTo("answered"), lit(0))
                .when(outcome.equalTo("refused"), lit(1))
                .when(outcome.equalTo("truncated"), lit(TRUNCATED))
                .otherwise(lit(FAILED));
    }
}
