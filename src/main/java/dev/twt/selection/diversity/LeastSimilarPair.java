package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import dev.twt.dataset.ResponseColumns;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The two candidates of a question that are least alike (TwT, section 3.2). Of pairs that are equally alike it is the one
 * with the better first member, then with the better second one, so the pick does not depend on where rows lie.
 */
final class LeastSimilarPair {
    private LeastSimilarPair() {}

    /** The picks of each question with a pair, under the columns of {@link Picks}. */
    static Dataset<Row> of(Dataset<Row> pairs) {
        return pairs.groupBy(Pairs.QUESTION)
                .agg(min(struct(Pairs.ALIKE, Pairs.FIRST, Pairs.SECOND, Pairs.SIMILARITY))
                        .as("least"))
                .select(
                        col(Pairs.QUESTION).as(ResponseColumns.QUESTION_ID),
                        col("least." + Pairs.FIRST).as(Picks.rank(1)),
                        col("least." + Pairs.SECOND).as(Picks.rank(2)),
                        col("least." + Pairs.SIMILARITY).as(Picks.SIMILARITY));
    }
}
