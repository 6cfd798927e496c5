package dev.twt.model.torch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Calls into libtorch. A JVM that ends (Ctrl-C, SIGTERM) while a thread is inside libtorch may crash, so the end waits
 * for the calls under way and lets no further ones begin.
 */
final class NativeCalls {
    private static final long PATIENCE_SECONDS = 20;
    private static final ReadWriteLock GATE = new ReentrantReadWriteLock();
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(NativeCalls::end, "end-of-native-calls"));
    }

    private NativeCalls() {}

    static <T> T run(Supplier<T> call) {
        GATE.readLock().lock();
        try {
            if (ending) {
                throw new IllegalStateException("The model is not run any more: the JVM is ending");
            }
            return call.get();
        } finally {
            GATE.readLock().unlock();
        }
    }

    private static void end() {
        ending = true;
        try {
            if (GATE.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                GATE.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
