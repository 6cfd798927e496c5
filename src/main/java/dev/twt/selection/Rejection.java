package dev.twt.selection;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.ScoredColumns;
import dev.twt.selection.overlap.Exclusion;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * Reasons of rejection, in the order in which they are looked for: a row has the first that applies. An outcome other
 * than answered is a reason under its own name (truncated, refused, failed); quality's reasons are {@code missing-} and
 * the score's name, and {@code quality}.
 */
public final class Rejection {
    private static final String MISSING = "missing-";

    public static final String NO_ANSWER = "no-answer";
    public static final String NO_RATIONALE = "no-rationale";
    /** Not equal to gold; only where gold may be looked at. */
    public static final String GOLD = "gold";
    /** The program does not pass its tests; only where programs may be run. */
    public static final String TESTS = "tests";
    /** No vector, or one without a direction. */
    public static final String NO_EMBEDDING = "no-embedding";
    /** The question has a better accepted candidate with the same rationale. */
    public static final String DUPLICATE = "duplicate";

    public static final String BEYOND_MAX_CANDIDATES = "beyond-max-candidates";
    /** The question has fewer than k accepted candidates. */
    public static final String SINGLE = "single";
    /** Accepted, but not in the kept pair. */
    public static final String DIVERSITY = "diversity";

    /** Reasons of those that are good enough. */
    private static final String[] AFTER_ACCEPTANCE = {DUPLICATE, BEYOND_MAX_CANDIDATES, SINGLE, DIVERSITY};

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("truncated", "the answer was cut at its length limit"),
            Map.entry("refused", "the teacher declined"),
            Map.entry("failed", "there is no answer"),
            Map.entry(NO_ANSWER, "no answer was found in the text"),
            Map.entry(NO_RATIONALE, "the rationale is empty"),
            Map.entry("missing-quality", "none of the weighted scores is there"),
            Map.entry("quality", "quality is not above the threshold"),
            Map.entry(GOLD, "the answer differs from gold"),
            Map.entry(TESTS, "the program fails its tests"),
            Map.entry(NO_EMBEDDING, "the rationale has no usable vector"),
            Map.entry(Exclusion.CONTAMINATED, "the question stands in an evaluation set"),
            Map.entry(Exclusion.NEAR_DUPLICATE, "the question is nearly another one"),
            Map.entry(DUPLICATE, "a better one has the same rationale"),
            Map.entry(BEYOND_MAX_CANDIDATES, "good, but too many are better"),
            Map.entry(SINGLE, "good, but the question has too few such"),
            Map.entry(DIVERSITY, "good, but others differ more"));

    private Rejection() {}

    /** Whether a scored candidate was good enough, over rejected_by: kept, or rejected for what others are. */
    public static Column isAccepted() {
        return col(ScoredColumns.REJECTED_BY)
                .isNull()
                .or(col(ScoredColumns.REJECTED_BY).isin((Object[]) AFTER_ACCEPTANCE));
    }

    /** A reason of rejection, for a reader. */
    public static String words(String reason) {
        return WORDS.getOrDefault(
                reason, reason.startsWith(MISSING) ? reason.substring(MISSING.length()) + " is missing" : reason);
    }
}
