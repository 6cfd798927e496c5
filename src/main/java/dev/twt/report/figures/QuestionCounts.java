package dev.twt.report.figures;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** One row a question of a scored table, held while several things are counted of it: the table is large, this is not. */
final class QuestionCounts implements AutoCloseable {
    /** Good enough answers that took part in the choice, of the best {@link PairSimilarities#ANSWERS}. */
    static final String RANKED = "ranked";
    /** Of the kept ones; null where no pair was kept. */
    static final String SIMILARITY = "similarity";

    private static final String ACCEPTED = "accepted";

    private final Dataset<Row> rows;

    QuestionCounts(Dataset<Row> scored, Column accepted) {
        Column ranked = accepted.and(col(ScoredColumns.QUALITY_RANK).leq(PairSimilarities.ANSWERS));
        this.rows = scored.groupBy(ResponseColumns.QUESTION_ID)
                .agg(
                        max(when(accepted, 1L).otherwise(0L)).as(ACCEPTED),
                        max(when(col(ScoredColumns.KEPT), 1L).otherwise(0L)).as(ScoredColumns.KEPT),
                        count(when(ranked, 1)).as(RANKED),
                        max(ScoredColumns.PAIR_SIMILARITY).as(SIMILARITY))
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    Dataset<Row> rows() {
        return rows;
    }

    /** Number of questions, of those with a good enough answer, of those with a kept one. */
    Row totals() {
        return rows.agg(count(lit(1)), coalesce(sum(ACCEPTED), lit(0L)), coalesce(sum(ScoredColumns.KEPT), lit(0L)))
                .first();
    }

    @Override
    public void close() {
        rows.unpersist();
    }
}
