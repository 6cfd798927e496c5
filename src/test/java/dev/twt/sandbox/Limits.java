package dev.twt.sandbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Limits for tests. */
final class Limits {
    private static final long MEMORY = 384L << 20;

    private Limits() {}

    /** So much time that a busy machine changes no verdict. */
    static SandboxLimits usual() {
        return of(Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    /** Their memory is a number of its own, by which left processes can be found. */
    static SandboxLimits of(Duration wall, Duration cpu) {
        long memory = MEMORY + 4096L * ThreadLocalRandom.current().nextInt(10_000);
        return new SandboxLimits(wall, cpu, memory, 8, 4L << 20, 256L << 10);
    }
}
