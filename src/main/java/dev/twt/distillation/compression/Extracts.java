package dev.twt.distillation.compression;

import dev.twt.config.CompressConfig;
import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.task.ShorterRationale;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Rationales made shorter by leaving sentences out; nobody is asked. */
public final class Extracts {
    private Extracts() {}

    /**
     * One row an order, under {@link CompressedColumns#SCHEMA}.
     *
     * @param orders as {@link Orders#open} leaves them
     * @param by sentences or steps
     */
    public static Dataset<Row> of(Dataset<Row> orders, String by) {
        return orders.map((MapFunction<Row, Row>) row -> extract(row, by), Encoders.row(CompressedColumns.SCHEMA));
    }

    private static Row extract(Row order, String by) {
        String rationale = order.getAs(OrderColumns.RATIONALE);
        String answer = order.getAs(OrderColumns.ANSWER);
        int original = order.<Integer>getAs(CompressedColumns.ORIGINAL_TOKENS);
        int budget = order.<Integer>getAs(CompressedColumns.BUDGET_TOKENS);
        int characters = RationaleTokens.characters(rationale, original, budget);
        String shorter = by.equals(CompressConfig.STEPS)
                ? ShorterRationale.steps(rationale, answer, characters)
                : ShorterRationale.sentences(rationale, answer, characters);
        int tokens = RationaleTokens.of(shorter, original, rationale.length());
        return RowValues.of(order)
                .with(CompressedColumns.BY, by)
                .with(ResponseColumns.REQUEST_ID, order.getAs(CompressedColumns.ORIGINAL_REQUEST_ID))
                .with(CompressedColumns.TEACHER, order.getAs(CompressedColumns.ORIGINAL_TEACHER))
                .with(CompressedColumns.TOKENS, tokens)
                .with(CompressedColumns.RATIONALE, shorter)
                .with(CompressedColumns.ANSWER, answer)
                .with(
                        CompressedColumns.VERDICT,
                        verdict(shorter, tokens, original, budget).text())
                .with(CompressedColumns.TAKEN, false)
                .row(CompressedColumns.SCHEMA);
    }

    private static Verdict verdict(String shorter, int tokens, int original, int budget) {
        if (shorter.isBlank()) {
            return Verdict.EMPTY;
        }
        if (tokens <= budget) {
            return Verdict.ACCEPTED;
        }
        return tokens < original ? Verdict.OVER_BUDGET : Verdict.NOT_SHORTER;
    }
}
