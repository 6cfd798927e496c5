package dev.twt.model.torch;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * How the threads of OpenMP wait for work: asleep. By default they spin, which slows libtorch to a tenth where other
 * processes use the same cores. libgomp reads the setting once, when it is loaded, so it is set in this process's own
 * environment just before that; a value that the user has set stays.
 */
final class WaitPolicy {
    private static final String NAME = "OMP_WAIT_POLICY";

    private WaitPolicy() {}

    interface LibC extends Library {
        int setenv(String name, String value, int overwrite);
    }

    static void sleepWhileWaiting() {
        if (Platform.isLinux()) {
            Native.load("c", LibC.class).setenv(NAME, "PASSIVE", 0);
        }
    }
}
