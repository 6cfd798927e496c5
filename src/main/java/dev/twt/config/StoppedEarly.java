package dev.twt.config;

/**
 * A step ended early on purpose with everything kept: a budget is spent, the user asked it to stop, a teacher failed
 * too often. The process ends with exit code 3 and says how to go on.
 */
public final class StoppedEarly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final String kept;

    /**
     * @param why what ended the step, without a full stop
     * @param kept what was recorded and where, without a full stop
     */
    public StoppedEarly(String why, String kept) {
        super(why + ". " + kept);
        this.why = why;
        this.kept = kept;
    }

    public String why() {
        return why;
    }

    public String kept() {
        return kept;
    }
}
