package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.Ledger;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Completion tokens a second of each teacher, from the first request's start to the last answer. */
final class TeacherRates {
    static final String FIGURE = "tokensPerSecond";

    private final RunContext run;

    TeacherRates(RunContext run) {
        this.run = run;
    }

    /** Of the answers recorded since then; teachers that answered nothing since are absent. */
    Map<String, Double> since(Instant begin) {
        Map<String, Double> rates = new HashMap<>();
        Ledger.open(run.spark(), run.workspace())
                .all()
                .where(col(ResponseColumns.CREATED_AT).geq(lit(Timestamp.from(begin))))
                .groupBy(ResponseColumns.TEACHER)
                .agg(
                        expr("cast(coalesce(sum(completion_tokens), 0) as double)")
                                .as("tokens"),
                        expr("max(cast(created_at as double))"
                                        + " - min(cast(created_at as double) - cast(latency_ms as double) / 1000)")
                                .as("seconds"))
                .collectAsList()
                .forEach(row -> put(rates, row));
        return rates;
    }

    private static void put(Map<String, Double> rates, Row row) {
        double seconds = row.isNullAt(2) ? 0 : row.getDouble(2);
        if (seconds > 0 && row.getDouble(1) > 0) {
            rates.put(row.getString(0), row.getDouble(1) / seconds);
        }
    }
}
