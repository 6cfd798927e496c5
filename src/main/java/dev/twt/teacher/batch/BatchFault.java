package dev.twt.teacher.batch;

/** A call of a batch API that did not do what was asked. Messages hold neither keys nor prompts. */
public final class BatchFault extends Exception {
    private static final long serialVersionUID = 1L;

    /** What whoever called can do. */
    public enum Kind {
        /** Nothing was done; the same call may succeed later. */
        LATER,
        /** Nothing is known of what the server did with the call. */
        UNKNOWN,
        /** The provider holds as many tokens of the account as it allows; later it may hold more. */
        FULL,
        /** The same call will be refused again. */
        REFUSED
    }

    private final Kind kind;

    BatchFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
