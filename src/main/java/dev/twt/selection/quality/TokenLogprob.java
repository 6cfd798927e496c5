package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
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
 * Mean log-probability of the answer's tokens ({@link #mean}), as its quantile among the whole answers of the same teacher: raw means
 * of different tokenizers do not compare. The quantile is (rank - 1) / (n - 1), ties taking the lowest rank; null where
 * the teacher has no second answer to compare with.
 */
public final class TokenLogprob implements Criterion {
    private static final String MEAN = "_mean";

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

    /**
     * Rows with {@code mean_logprob}: null where there are no tokens, or where one of them has no proper
     * log-probability.
     */
    public static Dataset<Row> mean(Dataset<Row> rows) {
        Column tokens = col(ResponseColumns.TOKEN_LOGPROBS);
        Column sum = aggregate(transform(tokens, x -> x.cast("double")), lit(0d), (total, x) -> total.plus(x));
        // Two columns, because an expression that is used three times is worked out three times.
        Column mean = col(MEAN);
        return rows.withColumn(MEAN, sum.divide(nullif(size(tokens), lit(0))))
                .withColumn(ScoredColumns.MEAN_LOGPROB, when(mean.gt(-FINITE).and(mean.lt(FINITE)), mean))
                .drop(MEAN);
    }

    @Override
    public Dataset<Row> score(Dataset<Row> candidates) {
        Column ranked = col(ResponseColumns.OUTCOME)
                .equalTo("answered")
                .and(col(ScoredColumns.MEAN_LOGPROB).isNotNull());
        WindowSpec alike = Window.partitionBy(col(ResponseColumns.TEACHER), ranked);
        Column others = count(lit(1)).over(alike).gt(1);
        Column quantile = percent_rank().over(alike.orderBy(ScoredColumns.MEAN_LOGPROB));
        return candidates.withColumn(column(), when(ranked.and(others), quantile));
    }
}
