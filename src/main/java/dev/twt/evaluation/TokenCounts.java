package dev.twt.evaluation;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;

import dev.twt.dataset.EvaluationColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Output tokens of answers, as the answerer counted; answers that nobody counted are left out. All NaN and 0 where none
 * was counted.
 *
 * @param mean tokens an answer
 * @param median interpolated between the two in the middle
 * @param p95 95 of 100 answers have no more, interpolated
 * @param total of all answers
 */
public record TokenCounts(double mean, double median, double p95, long total) {
    private static final String MEAN = "tokens_mean";
    private static final String MEDIAN = "tokens_median";
    private static final String P95 = "tokens_p95";
    private static final String TOTAL = "tokens_total";

    /** What a grouping of answers has to compute for {@link #of}. The quantiles are exact. */
    static List<Column> columns() {
        return List.of(
                avg(EvaluationColumns.OUTPUT_TOKENS).as(MEAN),
                quantile(0.5).as(MEDIAN),
                quantile(0.95).as(P95),
                sum(col(EvaluationColumns.OUTPUT_TOKENS).cast("long")).as(TOTAL));
    }

    private static Column quantile(double share) {
        return expr("percentile(" + EvaluationColumns.OUTPUT_TOKENS + ", " + share + ")");
    }

    static TokenCounts of(Row row) {
        Long total = row.getAs(TOTAL);
        return new TokenCounts(
                number(row, MEAN), number(row, MEDIAN), number(row, P95), total == null ? 0 : total.longValue());
    }

    static double number(Row row, String column) {
        Double value = row.getAs(column);
        return value == null ? Double.NaN : value;
    }
}
