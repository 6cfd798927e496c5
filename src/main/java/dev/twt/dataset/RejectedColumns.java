package dev.twt.dataset;

/** Columns of {@code rejected/}, partitioned by step: input rows that could not be used. */
public final class RejectedColumns {
    /** Step that rejected the row, the partition folder's name: questions or import. */
    public static final String STEP = "step";

    public static final String FILE = "file";
    /** Why, in one line. */
    public static final String REASON = "reason";
    /** The row as it was read, cut to {@link #RAW_LENGTH} characters. */
    public static final String RAW = "raw";

    public static final int RAW_LENGTH = 2000;

    private RejectedColumns() {}
}
