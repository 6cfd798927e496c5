package dev.twt.teacher.launch;

/**
 * How one life of a server ended.
 *
 * @param what in words that go on after "the server"
 * @param kind what follows from it
 */
record Ending(String what, Kind kind) {
    enum Kind {
        /** It failed; another life may go better. */
        FAILED,
        /** It failed after a long good time: earlier failures do not count any more. */
        FAILED_LATE,
        /** Somebody else had its port. */
        PORT_TAKEN,
        /** Its command cannot be run at all. */
        HOPELESS
    }
}
