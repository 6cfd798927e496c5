package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percent_rank;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Mean log-probability of the answer's tokens, as its quantile among the whole answers of the same teacher: raw means
 * of different tokenizers do not compare. The quantile is (rank - 1) / (n - 1), ties taking the lowest rank; null where
 * the teacher has no second answer to compare with.
 */
public final class TokenLogprob implements Criterion {
    /** Beyond any sum of log-probabilities; NaN and infinity are not below it. */
    private static final double FINITE = 1e300;

    @Override
    public String name() {
        return "logprob";
    }

    @Override
    public String column() {
        return ScoredColumns.LOGPROB_QUANTILE;
    }

    @Override
    public Dataset<Row> score(Dataset<Row> candidates) {
        Dataset<Row> means = candidates.withColumn(ScoredColumns.MEAN_LOGPROB, mean());
        return means.join(quantiles(means), new String[] {ResponseColumns.REQUEST_ID}, "left");
    }

    /** Null where there are no tokens, or where one of them has no proper log-probability. */
    private static Column mean() {
        Column tokens = col(ResponseColumns.TOKEN_LOGPROBS);
        Column sum = aggregate(transform(tokens, x -> x.cast("double")), lit(0d), (total, x) -> total.plus(x));
        Column mean = when(size(tokens).gt(0), sum.divide(size(tokens)));
        return when(mean.gt(-FINITE).and(mean.lt(FINITE)), mean);
    }

    // Ranked apart from the wide rows, because all rows of a teacher meet in one task here.
    private Dataset<Row> quantiles(Dataset<Row> means) {
        WindowSpec teacher = Window.partitionBy(ResponseColumns.TEACHER);
        Column rank = percent_rank().over(teacher.orderBy(ScoredColumns.MEAN_LOGPROB));
        Column others = count(lit(1)).over(teacher).gt(1);
        return means.where(col(ResponseColumns.OUTCOME)
                        .equalTo("answered")
                        .and(col(ScoredColumns.MEAN_LOGPROB).isNotNull()))
                .select(ResponseColumns.REQUEST_ID, ResponseColumns.TEACHER, ScoredColumns.MEAN_LOGPROB)
                .select(col(ResponseColumns.REQUEST_ID), when(others, rank).as(column()));
    }
}
