package dev.twt.dataset;

/**
 * Columns that selection adds to those of the ledger it carries along: {@code scored/} holds every candidate with
 * every score and why it was rejected.
 */
public final class ScoredColumns {
    /** Stated confidence as a score in [0, 1], null where none was stated. */
    public static final String CONFIDENCE = "confidence";
    /** What the stated confidence is worth by the labels of other questions, in [0, 1]; null unless asked for. */
    public static final String CALIBRATED_CONFIDENCE = "calibrated_confidence";
    /** Mean natural-log token probability, null where the teacher gave none. */
    public static final String MEAN_LOGPROB = "mean_logprob";
    /** Quantile of mean_logprob among the answers of its teacher, in [0, 1]. */
    public static final String LOGPROB_QUANTILE = "logprob_quantile";
    /** Geometric mean of the probabilities of the tokens that state the answer, in [0, 1]; null where not known. */
    public static final String SPAN_PROBABILITY = ResponseColumns.SPAN_PROBABILITY;
    /** Weighted share of the other answers to the question that are equivalent, in [0, 1]; null where there is no other. */
    public static final String AGREEMENT = "agreement";
    /** Equal to gold (or tests passed); null unless looked at. */
    public static final String VERIFIED = "verified";
    /** Whether the program passes the tests of its question; null where there is nothing to run, or nobody looked. */
    public static final String TESTS_PASSED = "tests_passed";
    /** What became of the program, in words; null where nothing was run. */
    public static final String VERDICT = "verdict";
    /** Share of the equations in the rationale that hold, in [0, 1]; null where there is none, or nobody looked. */
    public static final String ARITHMETIC = "arithmetic";
    /** Weighted mean of the scores. */
    public static final String QUALITY = "quality";
    /** Which scores went into quality, comma separated. */
    public static final String QUALITY_FROM = "quality_from";
    /** 1 is the best of its question. */
    public static final String QUALITY_RANK = "quality_rank";

    public static final String EMBEDDING = "embedding";
    public static final String KEPT = "kept";
    /** Reason of rejection, null for kept rows. */
    public static final String REJECTED_BY = "rejected_by";
    /** Cosine of the kept pair's rationales, null unless one of a kept pair. */
    public static final String PAIR_SIMILARITY = "pair_similarity";

    private ScoredColumns() {}
}
