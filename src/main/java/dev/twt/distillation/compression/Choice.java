package dev.twt.distillation.compression;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.CompressConfig;
import dev.twt.dataset.CompressedColumns;
import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Which try each example of a compressed stage is made of. */
public final class Choice {
    private static final String PLACE = "place";
    private static final int NOT_GOOD = 9;

    private Choice() {}

    /**
     * All tries, of which the shortest accepted one of each order is taken, else the shortest that leads to the answer
     * and is shorter than the original. Rationales that are short already stay as they are; so do those without a good
     * try, or none is taken, as the configuration says.
     *
     * @param tries under {@link CompressedColumns#SCHEMA}
     * @param orders as {@link Orders#of} makes them
     * @return rows under the same schema
     */
    public static Dataset<Row> of(Dataset<Row> tries, Dataset<Row> orders, CompressConfig config) {
        Column verdict = col(CompressedColumns.VERDICT);
        Column goodness = when(verdict.equalTo(Verdict.ACCEPTED.text()), 0)
                .when(verdict.equalTo(Verdict.OVER_BUDGET.text()), 1)
                .otherwise(NOT_GOOD);
        Column place = row_number()
                .over(Window.partitionBy(CompressedColumns.STAGE, CompressedColumns.ORIGINAL_REQUEST_ID)
                        .orderBy(
                                goodness,
                                col(CompressedColumns.TOKENS),
                                col(CompressedColumns.TRY),
                                col(CompressedColumns.REQUEST_ID)));
        Dataset<Row> ranked = tries.withColumn(PLACE, place)
                .withColumn(
                        CompressedColumns.TAKEN,
                        col(PLACE).equalTo(1).and(goodness.lt(NOT_GOOD)))
                .drop(PLACE);
        Dataset<Row> all = ranked.unionByName(asTheyAre(
                orders.where(col(CompressedColumns.ORIGINAL_TOKENS).leq(config.leastTokens())), Verdict.SHORT));
        if (!config.fallback().equals(CompressConfig.ORIGINAL)) {
            return all;
        }
        Dataset<Row> taken = ranked.where(col(CompressedColumns.TAKEN))
                .select(CompressedColumns.STAGE, CompressedColumns.ORIGINAL_REQUEST_ID);
        return all.unionByName(asTheyAre(
                Orders.open(orders, config)
                        .join(
                                taken,
                                new String[] {CompressedColumns.STAGE, CompressedColumns.ORIGINAL_REQUEST_ID},
                                "left_anti"),
                Verdict.ORIGINAL));
    }

    private static Dataset<Row> asTheyAre(Dataset<Row> orders, Verdict verdict) {
        return orders.select(
                col(CompressedColumns.STAGE),
                col(CompressedColumns.QUESTION_ID),
                col(CompressedColumns.ORIGINAL_REQUEST_ID),
                col(CompressedColumns.ORIGINAL_TEACHER),
                col(CompressedColumns.ORIGINAL_TOKENS),
                col(CompressedColumns.BUDGET_SHARE),
                col(CompressedColumns.BUDGET_TOKENS),
                col(CompressedColumns.ATTEMPT_REQUEST_ID),
                col(CompressedColumns.ATTEMPT_RIGHT),
                lit("original").as(CompressedColumns.BY),
                lit(null).cast("int").as(CompressedColumns.TRY),
                col(CompressedColumns.ORIGINAL_REQUEST_ID).as(ResponseColumns.REQUEST_ID),
                col(CompressedColumns.ORIGINAL_TEACHER).as(CompressedColumns.TEACHER),
                col(CompressedColumns.ORIGINAL_TOKENS).as(CompressedColumns.TOKENS),
                col(OrderColumns.RATIONALE).as(CompressedColumns.RATIONALE),
                col(OrderColumns.ANSWER).as(CompressedColumns.ANSWER),
                lit(verdict.text()).as(CompressedColumns.VERDICT),
                lit(true).as(CompressedColumns.TAKEN));
    }
}
