package dev.twt.sandbox;

/** What the tests of a question say of a program. Only {@link Passed} means that it is right. */
public sealed interface Verdict {
    /** Every test ran to its end. */
    record Passed() implements Verdict {}

    /**
     * A test did not hold or raised an error.
     *
     * @param test number of the test from 1; 0: the program itself, before the first test
     * @param why the error on one line
     */
    record Failed(int test, String why) implements Verdict {}

    /** The time of {@link SandboxLimits#wall} was over. */
    record TimedOut() implements Verdict {}

    /** The program was stopped by a limit. */
    record LimitHit(Limit limit) implements Verdict {}

    /**
     * The program's process died, by a fault in the interpreter or a signal.
     *
     * @param how such as {@code killed by SIGSEGV}
     */
    record Crashed(String how) implements Verdict {}

    /** The program ended itself before its tests did, or wrote where only the harness writes. */
    record Forged(String how) implements Verdict {}

    /**
     * The question is at fault, not the program: a test that is no Python, one that imports what is not there, or no
     * test at all.
     *
     * @param test number of the test from 1; 0: what stands before the tests
     */
    record FaultyTests(int test, String why) implements Verdict {}

    /** A limit of {@link SandboxLimits} other than the time. */
    enum Limit {
        CPU("processor time"),
        MEMORY("memory"),
        FILE_SIZE("file size"),
        PROCESSES("processes"),
        OUTPUT("output");

        private final String words;

        Limit(String words) {
            this.words = words;
        }
    }

    default boolean passed() {
        return this instanceof Passed;
    }

    /** On one line, for a person. */
    default String words() {
        if (this instanceof Failed failed) {
            return "failed " + place(failed.test(), "in the program") + ": " + failed.why();
        }
        if (this instanceof FaultyTests faulty) {
            return "the tests are at fault, " + place(faulty.test(), "before the first test") + ": " + faulty.why();
        }
        if (this instanceof LimitHit hit) {
            return "stopped at its limit of " + hit.limit().words;
        }
        if (this instanceof Crashed crashed) {
            return "crashed: " + crashed.how();
        }
        if (this instanceof Forged forged) {
            return "not judged: " + forged.how();
        }
        return passed() ? "passed" : "not done in time";
    }

    private static String place(int test, String before) {
        return test == 0 ? before : "in test " + test;
    }
}
