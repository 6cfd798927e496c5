package dev.twt.selection;

/**
 * Reasons of rejection, in the order in which they are looked for: a row has the first that applies. An outcome other
 * than answered is a reason under its own name (truncated, refused, failed); quality's reasons are {@code missing-} and
 * the score's name, and {@code quality}.
 */
public final class Rejection {
    public static final String NO_ANSWER = "no-answer";
    public static final String NO_RATIONALE = "no-rationale";
    /** Not equal to gold; only where gold may be looked at. */
    public static final String GOLD = "gold";
    /** No vector, or one without a direction. */
    public static final String NO_EMBEDDING = "no-embedding";
    /** The question has a better accepted candidate with the same rationale. */
    public static final String DUPLICATE = "duplicate";

    public static final String BEYOND_MAX_CANDIDATES = "beyond-max-candidates";
    /** The question has fewer than k accepted candidates. */
    public static final String SINGLE = "single";
    /** Accepted, but not in the kept pair. */
    public static final String DIVERSITY = "diversity";

    private Rejection() {}
}
