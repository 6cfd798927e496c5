package dev.twt.audit;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whether answers that were broken off, or have nothing in them, are among the kept ones. */
final class BrokenOff implements Check {
    static final String TRUNCATED = "truncated answers kept";
    static final String EMPTY = "empty answers kept";
    static final String ENDS = "rationales without an end";

    /** Share of kept rationales from which on ends are missing too often to be a manner of writing. */
    private static final double MANY = 0.2;

    private final AuditedSet set;

    BrokenOff(AuditedSet set) {
        this.set = set;
    }

    @Override
    public List<Finding> findings() {
        Dataset<Row> kept = set.scored().where(col(ScoredColumns.KEPT));
        long all = kept.count();
        Dataset<Row> truncated = kept.where(col(ResponseColumns.OUTCOME).notEqual("answered"));
        Dataset<Row> empty =
                kept.where(trim(coalesce(col(ResponseColumns.ANSWER), lit(""))).equalTo(""));
        Column rationale = trim(coalesce(col(ResponseColumns.RATIONALE), lit("")));
        Dataset<Row> open = kept.where(rationale.notEqual("").and(rationale.rlike("[\\p{L}\\p{N},;:(-]$")));
        return List.of(
                serious(TRUNCATED, truncated, all, "kept answers were broken off at the token limit"),
                serious(EMPTY, empty, all, "kept answers are empty"),
                ends(open, all));
    }

    private static Finding serious(String name, Dataset<Row> found, long all, String what) {
        long count = found.count();
        return count == 0
                ? Finding.none(name, all, "none")
                : Finding.of(
                        name,
                        Severity.ERROR,
                        count,
                        all,
                        what,
                        "Selection keeps none of these: the rows came from elsewhere. Say select again",
                        AuditedSet.some(found, col(ResponseColumns.REQUEST_ID)));
    }

    private static Finding ends(Dataset<Row> open, long all) {
        long count = open.count();
        if (count == 0) {
            return Finding.none(ENDS, all, "none");
        }
        return Finding.of(
                ENDS,
                count > MANY * all ? Severity.WARNING : Severity.NOTE,
                count,
                all,
                "kept rationales end without a sentence's end; the answer after them was found all the same",
                "Look at some: twt select --explain QUESTION_ID",
                AuditedSet.some(open, col(ResponseColumns.QUESTION_ID)));
    }
}
