package dev.twt.sandbox;

import dev.twt.config.CodeConfig;
import java.time.Duration;

/**
 * What one program may use.
 *
 * @param wall time from start to end
 * @param cpu processor time of each process, rounded up to whole seconds
 * @param memory bytes that one process may map, and all processes together may keep resident
 * @param processes processes and threads at once
 * @param fileSize bytes of the largest file, and of the whole working folder
 * @param output bytes that may be printed
 */
public record SandboxLimits(Duration wall, Duration cpu, long memory, int processes, long fileSize, long output) {
    public static SandboxLimits of(CodeConfig code) {
        return new SandboxLimits(
                code.wallLimit(), code.cpuLimit(), code.memory(), code.processes(), code.fileSize(), code.output());
    }

    long cpuSeconds() {
        return cpu.plusNanos(999_999_999).toSeconds();
    }
}
