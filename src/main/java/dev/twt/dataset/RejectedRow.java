package dev.twt.dataset;

/** A row that cannot be used. The message is the reason that stands in {@code rejected/}. */
public final class RejectedRow extends Exception {
    private static final long serialVersionUID = 1L;

    public RejectedRow(String reason) {
        super(reason, null, false, false);
    }
}
