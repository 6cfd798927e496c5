package dev.twt.distillation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Candidates kept by another order than that of selection. */
final class Places {
    private static final String PLACE = "_place";

    private Places() {}

    /**
     * The first candidates of each group, all of them marked as kept, with their place in it as quality_rank.
     *
     * @param group columns whose values are the same in a group
     * @param order what comes first; request_id decides among equals
     */
    static Dataset<Row> first(Dataset<Row> candidates, int most, Column[] group, Column... order) {
        Column[] whole = Stream.concat(Arrays.stream(order), Stream.of(col(ResponseColumns.REQUEST_ID)))
                .toArray(Column[]::new);
        return candidates
                .withColumn(PLACE, row_number().over(Window.partitionBy(group).orderBy(whole)))
                .where(col(PLACE).leq(most))
                .withColumn(ScoredColumns.QUALITY_RANK, col(PLACE))
                .withColumn(ScoredColumns.KEPT, lit(true))
                .drop(PLACE);
    }

    /** Groups of a question each. */
    static Column[] byQuestion() {
        return new Column[] {col(ResponseColumns.QUESTION_ID)};
    }

    /** The order in which answers were asked for. */
    static Column[] asAsked() {
        return new Column[] {col(ResponseColumns.ROUND), col(ResponseColumns.SAMPLE)};
    }
}
