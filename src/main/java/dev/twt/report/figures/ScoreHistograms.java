package dev.twt.report.figures;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ScoredColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The distribution of every score that selection gave. */
final class ScoreHistograms {
    private static final List<String> SCORES = List.of(
            ScoredColumns.QUALITY,
            ScoredColumns.CONFIDENCE,
            ScoredColumns.CALIBRATED_CONFIDENCE,
            ScoredColumns.AGREEMENT,
            ScoredColumns.LOGPROB_QUANTILE,
            ScoredColumns.SPAN_PROBABILITY,
            ScoredColumns.ARITHMETIC);

    private static final String SCORE = "score";
    private static final String VALUE = "value";
    private static final String STATE = "state";
    private static final String BIN = "bin";
    private static final String COUNT = "rows";
    private static final String SUM = "total";
    private static final int KEPT = 0;
    private static final int ACCEPTED = 1;
    private static final int REJECTED = 2;

    private ScoreHistograms() {}

    /**
     * One for each score that some candidate has.
     *
     * @param threshold of quality
     * @param candidates rows of the table
     */
    static List<Histogram> of(Dataset<Row> scored, Column accepted, Double threshold, long candidates) {
        List<String> there = SCORES.stream()
                .filter(Arrays.asList(scored.columns())::contains)
                .toList();
        Map<String, long[][]> counts = new HashMap<>();
        Map<String, Double> sums = new HashMap<>();
        values(scored, accepted, there)
                .groupBy(col(SCORE), col(STATE), Histogram.bin(VALUE).as(BIN))
                .agg(count(lit(1)).as(COUNT), sum(VALUE).as(SUM))
                .collectAsList()
                .forEach(row -> {
                    String score = row.getAs(SCORE);
                    counts.computeIfAbsent(score, s -> new long[Histogram.BINS][3])[row.<Integer>getAs(BIN)][
                                    row.<Integer>getAs(STATE)] +=
                            Known.count(row, COUNT);
                    sums.merge(score, row.<Double>getAs(SUM), Double::sum);
                });
        return there.stream()
                .filter(counts::containsKey)
                .map(score -> histogram(
                        score,
                        score.equals(ScoredColumns.QUALITY) ? threshold : null,
                        counts.get(score),
                        sums.get(score),
                        candidates))
                .toList();
    }

    private static Dataset<Row> values(Dataset<Row> scored, Column accepted, List<String> scores) {
        Column each = array(scores.stream()
                .map(score ->
                        struct(lit(score).as(SCORE), col(score).cast("double").as(VALUE)))
                .toArray(Column[]::new));
        Column state =
                when(col(ScoredColumns.KEPT), KEPT).when(accepted, ACCEPTED).otherwise(REJECTED);
        return scored.select(state.as(STATE), explode(each).as("each"))
                .select(
                        col(STATE),
                        col("each." + SCORE).as(SCORE),
                        col("each." + VALUE).as(VALUE))
                .where(col(VALUE).isNotNull().and(col(VALUE).notEqual(Double.NaN)));
    }

    private static Histogram histogram(String score, Double threshold, long[][] counts, double sum, long candidates) {
        List<Histogram.Bin> bins = new ArrayList<>();
        long values = 0;
        for (int number = 0; number < Histogram.BINS; number++) {
            long[] bin = counts[number];
            bins.add(Histogram.bin(number, bin[KEPT], bin[ACCEPTED], bin[REJECTED]));
            values += bin[KEPT] + bin[ACCEPTED] + bin[REJECTED];
        }
        return new Histogram(score, threshold, Known.number(sum / values), candidates - values, bins);
    }
}
