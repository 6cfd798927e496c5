package dev.twt.selection.quality;

import dev.twt.dataset.ScoredColumns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The share of the equations in the rationale that hold; null where there is none to check. It was worked out before
 * ({@link dev.twt.selection.verification.RationaleArithmetic}).
 */
final class ArithmeticScore implements Criterion {
    @Override
    public String name() {
        return "arithmetic";
    }

    @Override
    public String column() {
        return ScoredColumns.ARITHMETIC;
    }

    @Override
    public Dataset<Row> score(Dataset<Row> candidates) {
        return candidates;
    }
}
