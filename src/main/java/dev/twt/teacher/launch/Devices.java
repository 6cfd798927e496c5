package dev.twt.teacher.launch;

import java.util.HashSet;
import java.util.Set;

/**
 * GPUs that servers of this JVM hold. Two servers on one GPU would not fit its memory, so the second waits until the
 * first has ended. Each takes all of its GPUs at once, so none waits for another in a circle.
 */
final class Devices {
    private static final Set<String> HELD = new HashSet<>();

    private Devices() {}

    /** Waits until all of these are free, and takes them. */
    static void take(Set<String> devices) throws InterruptedException {
        synchronized (HELD) {
            while (devices.stream().anyMatch(HELD::contains)) {
                HELD.wait();
            }
            HELD.addAll(devices);
        }
    }

    static void free(Set<String> devices) {
        synchronized (HELD) {
            HELD.removeAll(devices);
            HELD.notifyAll();
        }
    }
}
