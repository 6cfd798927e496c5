package dev.twt.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What parsed rows hold before any two of them are compared.
 *
 * @param good rows that are a question
 * @param ids different ids of these; fewer where rows share one
 * @param rejected reason to number of rows, sorted by reason
 */
record QuestionCounts(long good, long ids, Map<String, Long> rejected) {
    private static final String ROWS = "rows_of_id";

    /** Counts rows under {@link QuestionParser#SCHEMA}: a job that shuffles ids, not rows. */
    static QuestionCounts of(Dataset<Row> parsed) {
        long good = 0;
        long ids = 0;
        Map<String, Long> rejected = new TreeMap<>();
        for (Row row : parsed.groupBy(QuestionParser.REASON, QuestionColumns.QUESTION_ID)
                .agg(count(lit(1)).as(ROWS))
                .groupBy(QuestionParser.REASON)
                .agg(sum(col(ROWS)), count(lit(1)))
                .collectAsList()) {
            if (row.isNullAt(0)) {
                good = row.getLong(1);
                ids = row.getLong(2);
            } else {
                rejected.put(row.getString(0), row.getLong(1));
            }
        }
        return new QuestionCounts(good, ids, rejected);
    }

    /** The same for rows that are here. */
    static QuestionCounts of(List<Row> parsed) {
        Set<String> ids = new HashSet<>();
        Map<String, Long> rejected = new TreeMap<>();
        for (Row row : parsed) {
            String reason = QuestionParser.reason(row);
            if (reason == null) {
                ids.add(QuestionParser.id(row));
            } else {
                rejected.merge(reason, 1L, Long::sum);
            }
        }
        long bad = rejected.values().stream().mapToLong(Long::longValue).sum();
        return new QuestionCounts(parsed.size() - bad, ids.size(), rejected);
    }

    boolean idsAreUnique() {
        return good == ids;
    }

    /** What becomes of the rows if no two share an id. */
    QuestionFigures figures() {
        long bad = rejected.values().stream().mapToLong(Long::longValue).sum();
        return new QuestionFigures(good + bad, good, 0, rejected);
    }
}
