package dev.twt.job;

/** What the process ends with. */
final class ExitCode {
    static final int DONE = 0;
    /** A fault of ours; its stack trace is in the log. */
    static final int FAULT = 1;
    /** The user's to mend. */
    static final int USER = 2;
    /** Ended early on purpose, everything kept. */
    static final int STOPPED = 3;
    /** An audit found what is worth a warning. */
    static final int WARNINGS = 4;
    /** An audit found what is wrong. */
    static final int ERRORS = 5;

    private ExitCode() {}
}
