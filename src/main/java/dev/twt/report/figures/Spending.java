package dev.twt.report.figures;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one answerer was asked for one purpose, and what that took. A request that was asked again counts once among the
 * requests, with its best outcome; its tokens and its cost are those of all its rows, since all were paid.
 *
 * @param purpose full, compressed, student or evaluate
 * @param teacher who answered
 * @param model what it runs; null where not known
 * @param requests asked
 * @param answered of these
 * @param truncated of these
 * @param refused of these
 * @param failed of these
 * @param promptTokens read
 * @param completionTokens written
 * @param costUsd in US dollars, by the configured prices; null where no price is known
 */
public record Spending(
        String purpose,
        String teacher,
        String model,
        long requests,
        long answered,
        long truncated,
        long refused,
        long failed,
        long promptTokens,
        long completionTokens,
        Double costUsd) {
    private static final String GOODNESS = "goodness";
    private static final String REQUESTS = "requests";
    private static final List<String> OUTCOMES = List.of("answered", "refused", "truncated", "failed");

    /** From the ledger; every recorded row, several of one request too. */
    static List<Spending> of(Dataset<Row> responses) {
        Dataset<Row> requests = responses
                .select(
                        col(ResponseColumns.REQUEST_ID),
                        col(ResponseColumns.PURPOSE),
                        col(ResponseColumns.TEACHER),
                        col(ResponseColumns.MODEL),
                        goodness().as(GOODNESS),
                        col(ResponseColumns.CREATED_AT),
                        col(ResponseColumns.PROMPT_TOKENS),
                        col(ResponseColumns.COMPLETION_TOKENS),
                        col(ResponseColumns.COST_USD))
                // Both groupings need a request's rows in one place: one shuffle serves them.
                .repartition(col(ResponseColumns.REQUEST_ID))
                // A row that stands in two files, as a killed compaction leaves it, counts once.
                .distinct()
                .groupBy(ResponseColumns.REQUEST_ID, ResponseColumns.PURPOSE, ResponseColumns.TEACHER)
                .agg(
                        first(ResponseColumns.MODEL, true).as(ResponseColumns.MODEL),
                        min(GOODNESS).as(GOODNESS),
                        sum(ResponseColumns.PROMPT_TOKENS).as(ResponseColumns.PROMPT_TOKENS),
                        sum(ResponseColumns.COMPLETION_TOKENS).as(ResponseColumns.COMPLETION_TOKENS),
                        sum(ResponseColumns.COST_USD).as(ResponseColumns.COST_USD));
        return requests
                .groupBy(ResponseColumns.PURPOSE, ResponseColumns.TEACHER)
                .agg(
                        first(ResponseColumns.MODEL, true).as(ResponseColumns.MODEL),
                        count(lit(1)).as(REQUESTS),
                        ended(0),
                        ended(1),
                        ended(2),
                        ended(3),
                        coalesce(sum(ResponseColumns.PROMPT_TOKENS), lit(0L)).as(ResponseColumns.PROMPT_TOKENS),
                        coalesce(sum(ResponseColumns.COMPLETION_TOKENS), lit(0L))
                                .as(ResponseColumns.COMPLETION_TOKENS),
                        sum(ResponseColumns.COST_USD).as(ResponseColumns.COST_USD))
                .orderBy(ResponseColumns.PURPOSE, ResponseColumns.TEACHER)
                .collectAsList()
                .stream()
                .map(Spending::of)
                .toList();
    }

    /** As readers of the ledger choose among rows of one request: answered, refused, truncated, failed. */
    private static Column goodness() {
        Column outcome = col(ResponseColumns.OUTCOME);
        return when(outcome.equalTo(OUTCOMES.get(0)), 0)
                .when(outcome.equalTo(OUTCOMES.get(1)), 1)
                .when(outcome.equalTo(OUTCOMES.get(2)), 2)
                .otherwise(3);
    }

    private static Column ended(int goodness) {
        return count(when(col(GOODNESS).equalTo(goodness), 1)).as(OUTCOMES.get(goodness));
    }

    private static Spending of(Row row) {
        return new Spending(
                row.getAs(ResponseColumns.PURPOSE),
                row.getAs(ResponseColumns.TEACHER),
                row.getAs(ResponseColumns.MODEL),
                Known.count(row, REQUESTS),
                Known.count(row, OUTCOMES.get(0)),
                Known.count(row, OUTCOMES.get(2)),
                Known.count(row, OUTCOMES.get(1)),
                Known.count(row, OUTCOMES.get(3)),
                Known.count(row, ResponseColumns.PROMPT_TOKENS),
                Known.count(row, ResponseColumns.COMPLETION_TOKENS),
                Known.number(row, ResponseColumns.COST_USD));
    }
}
