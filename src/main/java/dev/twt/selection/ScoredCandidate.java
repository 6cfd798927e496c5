package dev.twt.selection;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One candidate with every score and what became of it, to be looked at.
 *
 * @param scores by the single criteria, each empty where it could not be said
 * @param verdict what became of the program, empty where none was run
 * @param quality empty where no score was there
 * @param rank by quality among the question's accepted ones
 * @param rejectedBy reason of {@link Rejection}; empty for a kept one
 * @param pairSimilarity cosine of the kept pair's rationales
 */
public record ScoredCandidate(
        String requestId,
        String teacher,
        int sample,
        int round,
        String answer,
        String rationale,
        Scores scores,
        String verdict,
        Optional<Double> quality,
        Optional<Integer> rank,
        boolean kept,
        Optional<String> rejectedBy,
        Optional<Double> pairSimilarity) {

    /**
     * Scores in [0, 1].
     *
     * @param calibrated what the stated confidence is worth
     * @param logprob as a quantile
     * @param span probability of the tokens that state the answer
     * @param arithmetic share of the equations that hold
     */
    public record Scores(
            Optional<Double> confidence,
            Optional<Double> calibrated,
            Optional<Double> logprob,
            Optional<Double> span,
            Optional<Double> agreement,
            Optional<Double> arithmetic) {}

    /** Kept ones first, then by rank, quality, teacher and sample. */
    private static final Comparator<ScoredCandidate> ORDER = Comparator.comparing((ScoredCandidate c) -> !c.kept)
            .thenComparing(c -> c.rank.orElse(Integer.MAX_VALUE))
            .thenComparing(c -> -c.quality.orElse(-1.0))
            .thenComparing(ScoredCandidate::teacher)
            .thenComparing(ScoredCandidate::sample)
            .thenComparing(ScoredCandidate::requestId);

    /**
     * The candidates of a question, kept ones first; empty where the question has none.
     *
     * @param scored as {@link Selection#score} makes it
     */
    public static List<ScoredCandidate> of(Dataset<Row> scored, String questionId) {
        return scored
                .where(col(ResponseColumns.QUESTION_ID).equalTo(questionId))
                .drop(ScoredColumns.EMBEDDING)
                .collectAsList()
                .stream()
                .map(ScoredCandidate::of)
                .sorted(ORDER)
                .toList();
    }

    private static ScoredCandidate of(Row row) {
        return new ScoredCandidate(
                row.getAs(ResponseColumns.REQUEST_ID),
                row.getAs(ResponseColumns.TEACHER),
                row.<Integer>getAs(ResponseColumns.SAMPLE),
                row.<Integer>getAs(ResponseColumns.ROUND),
                text(row, ResponseColumns.ANSWER),
                text(row, ResponseColumns.RATIONALE),
                new Scores(
                        value(row, ScoredColumns.CONFIDENCE),
                        score(row, ScoredColumns.CALIBRATED_CONFIDENCE),
                        value(row, ScoredColumns.LOGPROB_QUANTILE),
                        score(row, ScoredColumns.SPAN_PROBABILITY),
                        value(row, ScoredColumns.AGREEMENT),
                        score(row, ScoredColumns.ARITHMETIC)),
                verdict(row),
                value(row, ScoredColumns.QUALITY),
                value(row, ScoredColumns.QUALITY_RANK),
                row.<Boolean>getAs(ScoredColumns.KEPT),
                value(row, ScoredColumns.REJECTED_BY),
                value(row, ScoredColumns.PAIR_SIMILARITY));
    }

    private static String verdict(Row row) {
        return has(row, ScoredColumns.VERDICT) ? text(row, ScoredColumns.VERDICT) : "";
    }

    private static Optional<Double> score(Row row, String column) {
        return has(row, column) ? value(row, column) : Optional.empty();
    }

    /** Scores of an earlier version lack the later columns. */
    private static boolean has(Row row, String column) {
        return List.of(row.schema().fieldNames()).contains(column);
    }

    private static <T> Optional<T> value(Row row, String column) {
        return Optional.ofNullable(row.<T>getAs(column));
    }

    private static String text(Row row, String column) {
        return ScoredCandidate.<String>value(row, column).orElse("");
    }
}
