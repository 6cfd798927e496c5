package dev.twt.selection;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one setting of selection keeps. Gold answers, where there are some, are compared with; they never select unless
 * the setting itself says so.
 *
 * @param candidates rows looked at
 * @param accepted of these, good enough
 * @param kept of these, kept
 * @param questions with a candidate
 * @param covered of these, with a kept one
 * @param pairSimilarity mean cosine of the kept pairs
 * @param acceptedRight share of the accepted that equal gold, among those whose question has gold
 * @param keptRight the same of the kept
 */
public record SweepPoint(
        long candidates,
        long accepted,
        long kept,
        long questions,
        long covered,
        OptionalDouble pairSimilarity,
        OptionalDouble acceptedRight,
        OptionalDouble keptRight) {
    private static final String GOLD = "_gold";

    /**
     * Looks at scored rows; one job.
     *
     * @param gold question_id and gold in canonical form, question_id unique
     */
    public static SweepPoint of(Dataset<Row> scored, Dataset<Row> gold) {
        Row all = byQuestion(scored, gold)
                .agg(
                        total("n"),
                        total("accepted"),
                        total("kept"),
                        count(lit(1)),
                        count(when(col("kept").gt(0), 1)),
                        avg("similarity"),
                        total("accepted_right"),
                        total("accepted_known"),
                        total("kept_right"),
                        total("kept_known"))
                .first();
        return new SweepPoint(
                all.getLong(0),
                all.getLong(1),
                all.getLong(2),
                all.getLong(3),
                all.getLong(4),
                all.isNullAt(5) ? OptionalDouble.empty() : OptionalDouble.of(all.getDouble(5)),
                share(all.getLong(6), all.getLong(7)),
                share(all.getLong(8), all.getLong(9)));
    }

    private static Dataset<Row> byQuestion(Dataset<Row> scored, Dataset<Row> gold) {
        Column equal =
                when(col(GOLD).isNotNull(), coalesce(col(ResponseColumns.ANSWER).equalTo(col(GOLD)), lit(false)));
        return scored.select(
                        col(ResponseColumns.QUESTION_ID),
                        Rejection.isAccepted().as("accepted"),
                        col(ScoredColumns.KEPT).as("kept"),
                        col(ScoredColumns.PAIR_SIMILARITY),
                        col(ScoredColumns.VERIFIED),
                        col(ResponseColumns.ANSWER))
                .join(
                        gold.select(
                                col(QuestionColumns.QUESTION_ID),
                                col(QuestionColumns.GOLD).as(GOLD)),
                        new String[] {QuestionColumns.QUESTION_ID},
                        "left")
                .withColumn("right", coalesce(col(ScoredColumns.VERIFIED), equal))
                .groupBy(ResponseColumns.QUESTION_ID)
                .agg(
                        count(lit(1)).as("n"),
                        count(when(col("accepted"), 1)).as("accepted"),
                        count(when(col("kept"), 1)).as("kept"),
                        max(ScoredColumns.PAIR_SIMILARITY).as("similarity"),
                        count(when(col("accepted"), col("right"))).as("accepted_known"),
                        count(when(col("accepted").and(col("right")), 1)).as("accepted_right"),
                        count(when(col("kept"), col("right"))).as("kept_known"),
                        count(when(col("kept").and(col("right")), 1)).as("kept_right"));
    }

    private static Column total(String column) {
        return coalesce(sum(column), lit(0L));
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
