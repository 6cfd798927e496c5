package dev.twt.sandbox;

/**
 * How a process in a sandbox ended.
 *
 * @param out what the harness wrote; the program cannot write there
 * @param err the beginning of what the tool, the tests and the program wrote
 * @param stop why it was killed
 */
record Ran(String out, String err, Stop stop) {
    enum Stop {
        /** It ended by itself. */
        NONE,
        TIME,
        MEMORY,
        OUTPUT
    }
}
