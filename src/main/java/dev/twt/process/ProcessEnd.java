package dev.twt.process;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * The end of this process at once. {@link Runtime#halt} spares Java's shutdown hooks, but still runs the clean-up of native
 * libraries; a thread that is inside libtorch meanwhile crashes, and the user reads a crash report in place of what was
 * said. This ends without either.
 */
public final class ProcessEnd {
    private ProcessEnd() {}

    /** Ends the process with an exit code. Does not return. */
    public static void now(int code) {
        try {
            Function.getFunction(Platform.C_LIBRARY_NAME, "_exit").invokeVoid(new Object[] {code});
        } catch (LinkageError | RuntimeException e) {
            // A machine where JNA cannot unpack its library; a crash report is the worst that may come of it.
            Runtime.getRuntime().halt(code);
        }
    }
}
