package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Weighted share of the question's other answers that have the same canonical answer. A teacher's weight is divided
 * among its answers to the question, so that asking one teacher more often gives it no more votes. Null where the row
 * has no answer or no other row has one.
 */
final class Agreement implements Criterion {
    private static final String VOTES_OF_TEACHER = "_votes_of_teacher";
    private static final String VOTE = "_vote";
    private static final String ALL = "_all_votes";
    private static final String SAME = "_same_votes";

    /** Votes are whole numbers of this fraction: their sums do not depend on the order of the rows. */
    private static final double SCALE = 1L << 40;

    private final Map<String, Double> weights;

    /**
     * Agreement with these votes.
     *
     * @param weights vote of each teacher, above 0; a teacher that is not named has 1
     */
    Agreement(Map<String, Double> weights) {
        weights.forEach((teacher, weight) -> {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight of " + teacher + " is " + weight + ", not above 0");
            }
        });
        this.weights = new TreeMap<>(weights);
    }

    @Override
    public String name() {
        return "agreement";
    }

    @Override
    public String column() {
        return ScoredColumns.AGREEMENT;
    }

    @Override
    public Dataset<Row> score(Dataset<Row> candidates) {
        Column answer = col(ResponseColumns.ANSWER);
        Column question = col(ResponseColumns.QUESTION_ID);
        Column votes = col(ResponseColumns.OUTCOME)
                .equalTo("answered")
                .and(coalesce(answer, lit("")).notEqual(""));
        Column others = col(ALL).minus(col(VOTE));
        // One shuffle by question serves every window from here on, those of selection too.
        return candidates
                .repartition(question)
                .withColumn(
                        VOTES_OF_TEACHER,
                        count(when(votes, 1)).over(Window.partitionBy(question, col(ResponseColumns.TEACHER))))
                .withColumn(
                        VOTE,
                        when(votes, weight().divide(col(VOTES_OF_TEACHER)).cast("long"))
                                .otherwise(0L))
                .withColumn(ALL, sum(VOTE).over(Window.partitionBy(question)))
                .withColumn(SAME, sum(VOTE).over(Window.partitionBy(question, answer)))
                .withColumn(
                        column(),
                        when(votes.and(others.gt(0)), col(SAME).minus(col(VOTE)).divide(others)))
                .drop(VOTES_OF_TEACHER, VOTE, ALL, SAME);
    }

    private Column weight() {
        double largest = weights.values().stream().mapToDouble(x -> x).reduce(1, Math::max);
        Column weight = lit(SCALE / largest);
        for (Map.Entry<String, Double> teacher : weights.entrySet()) {
            Column named = col(ResponseColumns.TEACHER).equalTo(teacher.getKey());
            weight = when(named, SCALE * teacher.getValue() / largest).otherwise(weight);
        }
        return weight;
    }
}
