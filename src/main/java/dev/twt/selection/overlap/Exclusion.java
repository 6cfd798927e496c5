package dev.twt.selection.overlap;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rejects the candidates of questions that have to stay out, with their scores kept. */
public final class Exclusion {
    /** Reason of rejection: the question stands in an evaluation set. */
    public static final String CONTAMINATED = "contaminated";
    /** Reason of rejection: the question is nearly another one, which stays. */
    public static final String NEAR_DUPLICATE = "near-duplicate";
    /** Column of the reason, beside question_id. */
    public static final String REASON = "reason";

    private Exclusion() {}

    /**
     * Scored candidates with those of the excluded questions rejected, whatever else was said of them.
     *
     * @param excluded question_id, unique, and {@link #REASON}
     */
    public static Dataset<Row> apply(Dataset<Row> scored, Dataset<Row> excluded) {
        Column out = col(REASON).isNotNull();
        Column[] columns = Arrays.stream(scored.columns())
                .map(name -> switch (name) {
                    case ScoredColumns.KEPT ->
                        when(out, lit(false)).otherwise(col(name)).as(name);
                    case ScoredColumns.REJECTED_BY ->
                        coalesce(col(REASON), col(name)).as(name);
                    case ScoredColumns.QUALITY_RANK, ScoredColumns.PAIR_SIMILARITY ->
                        when(out, lit(null)).otherwise(col(name)).as(name);
                    default -> col(name);
                })
                .toArray(Column[]::new);
        return scored.join(excluded, new String[] {QuestionColumns.QUESTION_ID}, "left")
                .select(columns);
    }
}
