package dev.twt.evaluation;

import static dev.twt.evaluation.TokenCounts.number;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.EvaluationColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * What one answerer did on one subset of the questions.
 *
 * @param subset all of them, or some
 * @param model what it runs; empty where nobody said
 * @param answers number of answers, failed ones too
 * @param accuracy share of right ones
 * @param tokens of the answers
 * @param meanSeconds time to the end of an answer; NaN where not known
 * @param medianSeconds of them
 * @param truncated answers that were broken off
 * @param withoutAnswer answers that came to their end and held none in the form that was asked for
 * @param refused answers
 * @param failed requests
 * @param usdPerThousand cost of a thousand answers; NaN where not known
 */
public record Measured(
        Subset subset,
        String model,
        long answers,
        PassAtOne accuracy,
        TokenCounts tokens,
        double meanSeconds,
        double medianSeconds,
        long truncated,
        long withoutAnswer,
        long refused,
        long failed,
        double usdPerThousand) {
    private static final String ANSWERS = "answers";
    private static final String SECONDS_MEAN = "seconds_mean";
    private static final String SECONDS_MEDIAN = "seconds_median";
    private static final String TRUNCATED = "truncated";
    private static final String WITHOUT_ANSWER = "without_answer";
    private static final String REFUSED = "refused";
    private static final String FAILED = "failed";
    private static final String THOUSAND = "usd_per_thousand";

    /**
     * Whose answers to which questions.
     *
     * @param by what the questions are split by; empty: not at all
     * @param value of it
     */
    public record Subset(String answerer, String by, String value) {
        static Subset of(Row row) {
            return new Subset(row.getAs(EvaluationColumns.ANSWERER), row.getAs(Subsets.BY), row.getAs(Subsets.VALUE));
        }

        /** Whether it is all of the answerer's answers. */
        public boolean whole() {
            return by.isEmpty();
        }
    }

    /** What a grouping of answers has to compute for {@link #of}. */
    static List<Column> columns() {
        List<Column> columns = new ArrayList<>(TokenCounts.columns());
        columns.add(first(EvaluationColumns.MODEL, true).as(EvaluationColumns.MODEL));
        columns.add(count(lit(1)).as(ANSWERS));
        columns.add(avg(EvaluationColumns.SECONDS).as(SECONDS_MEAN));
        columns.add(expr("percentile(" + EvaluationColumns.SECONDS + ", 0.5)").as(SECONDS_MEDIAN));
        columns.add(counted(outcome("truncated")).as(TRUNCATED));
        columns.add(counted(outcome("answered").and(without())).as(WITHOUT_ANSWER));
        columns.add(counted(outcome("refused")).as(REFUSED));
        columns.add(counted(outcome("failed")).as(FAILED));
        columns.add(avg(EvaluationColumns.USD).multiply(1000).as(THOUSAND));
        return columns;
    }

    private static Column outcome(String name) {
        return col(EvaluationColumns.OUTCOME).equalTo(name);
    }

    private static Column without() {
        return col(EvaluationColumns.ANSWER).isNull();
    }

    private static Column counted(Column condition) {
        return sum(when(condition, 1L).otherwise(0L));
    }

    static Measured of(Row row, PassAtOne accuracy) {
        String model = row.getAs(EvaluationColumns.MODEL);
        return new Measured(
                Subset.of(row),
                model == null ? "" : model,
                row.getAs(ANSWERS),
                accuracy,
                TokenCounts.of(row),
                number(row, SECONDS_MEAN),
                number(row, SECONDS_MEDIAN),
                row.getAs(TRUNCATED),
                row.getAs(WITHOUT_ANSWER),
                row.getAs(REFUSED),
                row.getAs(FAILED),
                number(row, THOUSAND));
    }

    public double truncatedShare() {
        return (double) truncated / answers;
    }

    public double withoutAnswerShare() {
        return (double) withoutAnswer / answers;
    }
}
