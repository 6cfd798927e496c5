package dev.twt.dataset;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.Problem;
import dev.twt.config.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.storage.StorageLevel;

/**
 * Questions as read, good and rejected. The rows are kept in Spark's storage from the first use until {@link #close}.
 */
public final class QuestionSet implements AutoCloseable {
    private static final String STATUS = "status";
    private static final String KEPT = "kept";
    private static final String COLLAPSED = "collapsed";
    private static final String REJECTED = "rejected";
    private static final int SHOWN = 10;

    private final Dataset<Row> parsed;
    private final boolean here;
    private final long limit;
    private final String source;
    private QuestionCounts counts;
    private Dataset<Row> judged;
    private QuestionFigures figures;

    private QuestionSet(Dataset<Row> parsed, QuestionCounts counts, long limit, String source) {
        this.parsed = parsed;
        this.here = counts != null;
        this.counts = counts;
        this.limit = limit;
        this.source = source;
    }

    /** Of rows that Spark reads when they are asked for. */
    static QuestionSet of(Dataset<Row> parsed, long limit, String source) {
        return new QuestionSet(parsed.persist(StorageLevel.MEMORY_AND_DISK()), null, limit, source);
    }

    /** Of rows that are on the driver, sorted by id and counted. */
    static QuestionSet here(Dataset<Row> parsed, QuestionCounts counts, long limit, String source) {
        return new QuestionSet(parsed, counts, limit, source);
    }

    private synchronized QuestionCounts counts() {
        if (counts == null) {
            counts = QuestionCounts.of(parsed);
        }
        return counts;
    }

    /** With the fate of each row. Where no two share an id, which is nearly always so, none need be compared. */
    private synchronized Dataset<Row> judged() {
        if (judged == null) {
            judged = counts().idsAreUnique()
                    ? parsed.withColumn(
                            STATUS,
                            when(col(QuestionParser.REASON).isNotNull(), REJECTED)
                                    .otherwise(KEPT))
                    : judged(parsed).persist(StorageLevel.MEMORY_AND_DISK());
        }
        return judged;
    }

    /** Of the rows of one id the first stays, by file and content; the same again is dropped, others are rejected. */
    private static Dataset<Row> judged(Dataset<Row> parsed) {
        WindowSpec sameId = Window.partitionBy(coalesce(
                        col(QuestionColumns.QUESTION_ID),
                        concat(col(RawRows.FILE), coalesce(col(RawRows.RAW), lit("")))))
                .orderBy(col(RawRows.FILE), col(QuestionParser.CONTENT), col(RawRows.RAW));
        Column bad = col(QuestionParser.REASON).isNotNull();
        Column sameAsFirst = col(QuestionParser.CONTENT)
                .equalTo(first(col(QuestionParser.CONTENT)).over(sameId));
        Column isFirst = row_number().over(sameId).equalTo(1);
        return parsed.withColumn(
                        STATUS,
                        when(bad, REJECTED)
                                .when(isFirst, KEPT)
                                .when(sameAsFirst, COLLAPSED)
                                .otherwise(REJECTED))
                .withColumn(
                        QuestionParser.REASON,
                        when(bad, col(QuestionParser.REASON))
                                .when(col(STATUS).equalTo(REJECTED), lit("the id stands on another question already")));
    }

    /** The good questions under {@link QuestionColumns#SCHEMA}, sorted by id, at most the limit. */
    public Dataset<Row> questions() {
        Dataset<Row> kept = here && counts().idsAreUnique() ? kept() : kept().orderBy(QuestionColumns.QUESTION_ID);
        return limit > 0 ? kept.limit(Math.toIntExact(Math.min(limit, Integer.MAX_VALUE))) : kept;
    }

    /** The same in any order, in few files. */
    Dataset<Row> toStore() {
        Dataset<Row> rows = limit > 0 ? questions() : kept();
        return here ? rows.coalesce(1) : rows;
    }

    private Dataset<Row> kept() {
        return judged().filter(col(STATUS).equalTo(KEPT))
                .select(Arrays.stream(QuestionColumns.SCHEMA.fieldNames())
                        .map(name -> col(name))
                        .toArray(Column[]::new));
    }

    /** The rejected rows under {@link RejectedColumns}: file, reason and raw. */
    public Dataset<Row> rejected() {
        return judged().filter(col(STATUS).equalTo(REJECTED))
                .select(
                        col(RawRows.FILE).as(RejectedColumns.FILE),
                        col(QuestionParser.REASON).as(RejectedColumns.REASON),
                        substring(col(RawRows.RAW), 1, RejectedColumns.RAW_LENGTH)
                                .as(RejectedColumns.RAW));
    }

    /** Counts the rows: runs a job at the first call. */
    public synchronized QuestionFigures figures() {
        if (figures == null) {
            figures = counts().idsAreUnique() ? counts().figures() : compared();
        }
        return figures;
    }

    private QuestionFigures compared() {
        Map<String, Long> byStatus = new HashMap<>();
        Map<String, Long> reasons = new TreeMap<>();
        judged().groupBy(STATUS, QuestionParser.REASON)
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> {
                    byStatus.merge(row.getString(0), row.getLong(2), Long::sum);
                    if (row.getString(0).equals(REJECTED)) {
                        reasons.put(row.getString(1), row.getLong(2));
                    }
                });
        return new QuestionFigures(
                byStatus.values().stream().mapToLong(Long::longValue).sum(),
                byStatus.getOrDefault(KEPT, 0L),
                byStatus.getOrDefault(COLLAPSED, 0L),
                reasons);
    }

    /**
     * Refuses a set without a single question, and with {@code strict} one with any rejected row.
     *
     * @throws UserException with the first rejected rows
     */
    public void check(boolean strict) {
        QuestionFigures counts = figures();
        if (counts.questions() == 0 || (strict && counts.rejectedRows() > 0)) {
            List<Problem> problems = new ArrayList<>();
            if (counts.questions() == 0) {
                problems.add(new Problem(
                        source,
                        "no question in " + counts.rows() + " rows",
                        "Check the format and the names of fields that the configuration gives for it"));
            }
            for (Row row : rejected()
                    .orderBy(RejectedColumns.FILE, RejectedColumns.RAW)
                    .limit(SHOWN)
                    .collectAsList()) {
                problems.add(new Problem(
                        row.getString(0), row.getString(1) + ": " + shown(row.getString(2)), "Mend or remove the row"));
            }
            if (strict && counts.rejectedRows() > 0) {
                problems.add(new Problem(
                        "strict",
                        counts.rejectedRows() + " rows cannot be used",
                        "Mend them, or set strict = false to leave them out"));
            }
            throw new UserException(problems);
        }
    }

    private static String shown(String raw) {
        if (raw == null) {
            return "(nothing)";
        }
        return raw.length() > 120 ? raw.substring(0, 120) + "…" : raw;
    }

    /** Lets go of the rows. */
    @Override
    public synchronized void close() {
        if (judged != null) {
            judged.unpersist();
        }
        parsed.unpersist();
    }
}
