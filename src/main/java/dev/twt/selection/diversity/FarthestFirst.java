package dev.twt.selection.diversity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * k candidates of a question by greedy farthest-first traversal (Gonzalez, 1985): the least similar pair, then again and
 * again the one whose likeness to the nearest of those picked is least. Equals go to the better rank.
 *
 * <p>All of it is windows over the pairs of a question, seen from both members: one shuffle, however large k is.
 */
final class FarthestFirst {
    private static final String SELF = "_self";
    private static final String OTHER = "_other";
    private static final String NEAREST = "_nearest";
    private static final String LEAST = "_least";

    private static final WindowSpec QUESTION = Window.partitionBy(Pairs.QUESTION);
    private static final WindowSpec MEMBER = Window.partitionBy(Pairs.QUESTION, SELF);

    private FarthestFirst() {}

    /**
     * The picks of each question with a pair, under the columns of {@link Picks}; fewer where it has fewer candidates.
     *
     * @param pairs as {@link Pairs#of} makes them
     * @param k from 2
     */
    static Dataset<Row> of(Dataset<Row> pairs, int k) {
        Dataset<Row> picked = firstTwo(bothWays(pairs));
        for (int number = 3; number <= k; number++) {
            picked = next(picked, number);
        }
        Column most = max(when(isPicked(SELF, k).and(isPicked(OTHER, k)), col(Pairs.SIMILARITY)))
                .over(QUESTION);
        List<Column> columns = new ArrayList<>(List.of(col(Pairs.QUESTION).as(ResponseColumns.QUESTION_ID)));
        IntStream.rangeClosed(1, k).mapToObj(number -> col(Picks.rank(number))).forEach(columns::add);
        columns.add(col(Picks.SIMILARITY));
        return picked.withColumn(Picks.SIMILARITY, most)
                // The picks stand on every row of the question: this pair is there once.
                .where(col(SELF).equalTo(1).and(col(OTHER).equalTo(2)))
                .select(columns.toArray(Column[]::new));
    }

    private static Dataset<Row> bothWays(Dataset<Row> pairs) {
        Column one = struct(col(Pairs.FIRST).as(SELF), col(Pairs.SECOND).as(OTHER));
        Column other = struct(col(Pairs.SECOND).as(SELF), col(Pairs.FIRST).as(OTHER));
        return pairs.withColumn("_way", explode(array(one, other)))
                .select(
                        col(Pairs.QUESTION),
                        col("_way." + SELF).as(SELF),
                        col("_way." + OTHER).as(OTHER),
                        col(Pairs.SIMILARITY),
                        col(Pairs.ALIKE));
    }

    private static Dataset<Row> firstTwo(Dataset<Row> pairs) {
        Column least = col(Pairs.ALIKE).equalTo(col(LEAST));
        Column first = col(SELF).equalTo(col(Picks.rank(1)));
        return pairs.withColumn(LEAST, min(Pairs.ALIKE).over(QUESTION))
                .withColumn(Picks.rank(1), min(when(least, col(SELF))).over(QUESTION))
                .withColumn(
                        Picks.rank(2), min(when(least.and(first), col(OTHER))).over(QUESTION));
    }

    private static Dataset<Row> next(Dataset<Row> picked, int number) {
        Column open = isPicked(SELF, number - 1).equalTo(false);
        Column toPicked = when(isPicked(OTHER, number - 1), col(Pairs.ALIKE));
        Column least = open.and(col(NEAREST).equalTo(col(LEAST)));
        return picked.withColumn(NEAREST, max(toPicked).over(MEMBER))
                .withColumn(LEAST, min(when(open, col(NEAREST))).over(QUESTION))
                .withColumn(Picks.rank(number), min(when(least, col(SELF))).over(QUESTION));
    }

    private static Column isPicked(String member, int picks) {
        return IntStream.rangeClosed(1, picks)
                .mapToObj(number -> coalesce(col(member).equalTo(col(Picks.rank(number))), lit(false)))
                .reduce(Column::or)
                .orElseThrow();
    }
}
