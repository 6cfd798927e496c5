package dev.twt.selection.verification;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.task.Equations;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Works out the equations that stand in rationales. It reads texts a row at a time, so it comes before the plan of
 * selection and not into it; at some 30 microseconds a rationale nothing of it is kept.
 */
public final class RationaleArithmetic {
    private RationaleArithmetic() {}

    /** Responses with {@code arithmetic}, null on every row. */
    public static Dataset<Row> none(Dataset<Row> responses) {
        return responses.withColumn(ScoredColumns.ARITHMETIC, lit(null).cast(DataTypes.DoubleType));
    }

    /** Responses with {@code arithmetic}: the share of equations that hold, null where there is none to check. */
    public static Dataset<Row> add(Dataset<Row> responses) {
        UserDefinedFunction share = udf((UDF1<String, Double>) RationaleArithmetic::share, DataTypes.DoubleType);
        Column rationale = col(ResponseColumns.RATIONALE);
        return responses.withColumn(
                ScoredColumns.ARITHMETIC,
                when(
                        col(ResponseColumns.OUTCOME).equalTo("answered").and(rationale.isNotNull()),
                        share.apply(rationale)));
    }

    private static Double share(String rationale) {
        // A row's columns may be worked out before the condition is looked at.
        return rationale == null ? null : Equations.of(rationale).share().orElse(null);
    }
}
