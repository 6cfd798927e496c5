package dev.twt.selection.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.storage.StorageLevel;

/**
 * Who gave which answer, of the questions that two teachers or more have answered: a teacher's vote of one is divided
 * among its answers to the question. Logarithms and probabilities are summed as whole numbers of 2⁻³⁰, so nothing depends
 * on the order of rows.
 */
final class TeacherVotes implements AutoCloseable {
    private static final double SCALE = 1L << 30;

    private static final String SHARE = "_share";
    private static final String VOTERS = "_voters";
    private static final String KINDS = "_kinds";
    private static final String POINTS = "_points";
    private static final String MASS = "_mass";

    private static final WindowSpec QUESTION = Window.partitionBy(ResponseColumns.QUESTION_ID);
    private static final WindowSpec TEACHER = Window.partitionBy(ResponseColumns.QUESTION_ID, ResponseColumns.TEACHER);
    private static final WindowSpec SAME_ANSWER =
            Window.partitionBy(ResponseColumns.QUESTION_ID, ResponseColumns.ANSWER);

    private final Dataset<Row> votes;

    private TeacherVotes(Dataset<Row> votes) {
        this.votes = votes;
    }

    /** The votes of the answers of purpose full, held until closed. */
    static TeacherVotes of(Dataset<Row> responses) {
        return new TeacherVotes(responses
                .where(col(ResponseColumns.PURPOSE).equalTo("full"))
                .where(col(ResponseColumns.OUTCOME).equalTo("answered"))
                .where(coalesce(col(ResponseColumns.ANSWER), lit("")).notEqual(""))
                .select(ResponseColumns.QUESTION_ID, ResponseColumns.TEACHER, ResponseColumns.ANSWER)
                // One shuffle by question serves every window and every round.
                .repartition(col(ResponseColumns.QUESTION_ID))
                .groupBy(ResponseColumns.QUESTION_ID, ResponseColumns.TEACHER, ResponseColumns.ANSWER)
                .agg(count(lit(1)).cast("double").as("_times"))
                .withColumn(SHARE, col("_times").divide(sum("_times").over(TEACHER)))
                .withColumn(VOTERS, count(lit(1)).over(SAME_ANSWER))
                .withColumn("_first", min(ResponseColumns.TEACHER).over(QUESTION))
                .withColumn("_last", max(ResponseColumns.TEACHER).over(QUESTION))
                // An answer's voters together make one.
                .withColumn("_kinds_of", sum(whole(lit(1d).divide(col(VOTERS)))).over(QUESTION))
                .withColumn(KINDS, col("_kinds_of").divide(SCALE).plus(0.5).cast("long"))
                .where(col("_first").notEqual(col("_last")))
                .drop("_times", "_first", "_last", "_kinds_of")
                .persist(StorageLevel.MEMORY_AND_DISK()));
    }

    /** Questions that each teacher and another one have answered. */
    Map<String, Long> questions() {
        Map<String, Long> questions = new TreeMap<>();
        votes.groupBy(ResponseColumns.TEACHER)
                .agg(sum(whole(col(SHARE))))
                .collectAsList()
                .forEach(row -> questions.put(row.getString(0), Math.round(row.getLong(1) / SCALE)));
        return questions;
    }

    /** Mean number of different answers of the questions that got two or more; 2 where there is none. */
    double kinds() {
        Row sums = votes.where(col(KINDS).gt(1))
                .groupBy(ResponseColumns.QUESTION_ID)
                .agg(max(KINDS).as(KINDS))
                .agg(coalesce(sum(KINDS), lit(0L)), count(lit(1)))
                .first();
        return sums.getLong(1) == 0 ? 2 : (double) sums.getLong(0) / sums.getLong(1);
    }

    /**
     * How often each teacher is expected to be right, summed over its questions, where its log-odds of being right are
     * these.
     */
    Map<String, Double> expectedRight(Map<String, Double> logOdds) {
        Column points = of(logOdds).plus(log(greatest(col(KINDS), lit(2L)).minus(1L)));
        Column mass =
                exp(col(POINTS).minus(max(POINTS).over(QUESTION)).cast("double").divide(SCALE));
        Map<String, Double> expected = new TreeMap<>();
        votes.withColumn(POINTS, sum(whole(col(SHARE).multiply(points))).over(SAME_ANSWER))
                .withColumn(MASS, mass)
                .withColumn("_all", sum(whole(col(MASS).divide(col(VOTERS)))).over(QUESTION))
                .groupBy(ResponseColumns.TEACHER)
                .agg(sum(whole(col(SHARE).multiply(col(MASS)).multiply(SCALE).divide(col("_all")))))
                .collectAsList()
                .forEach(row -> expected.put(row.getString(0), row.getLong(1) / SCALE));
        return expected;
    }

    private static Column of(Map<String, Double> logOdds) {
        Column odds = lit(0d);
        for (Map.Entry<String, Double> teacher : logOdds.entrySet()) {
            odds = when(col(ResponseColumns.TEACHER).equalTo(teacher.getKey()), teacher.getValue())
                    .otherwise(odds);
        }
        return odds;
    }

    private static Column whole(Column value) {
        return value.multiply(SCALE).cast("long");
    }

    @Override
    public void close() {
        votes.unpersist();
    }
}
