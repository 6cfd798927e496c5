package dev.twt.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How programs of code questions are run against their tests.
 *
 * @param sandbox {@code auto}, {@code bwrap}, {@code unshare}, or {@code off}: programs are not run at all
 * @param python interpreter, a name or a path
 * @param wallLimit longest time of one program with all tests of its question
 * @param cpuLimit processor time of each process of a program
 * @param memory bytes that one process may map, and all processes of a program together may keep resident
 * @param processes processes and threads of a program at once
 * @param fileSize bytes of the largest file, and of the whole working folder
 * @param output bytes that a program may print
 */
public record CodeConfig(
        String sandbox,
        String python,
        Duration wallLimit,
        Duration cpuLimit,
        long memory,
        int processes,
        long fileSize,
        long output)
        implements Serializable {
    /** The defaults, where there is no file. */
    public static CodeConfig usual() {
        Block root = Block.root(Reference.defaults(), Reference.defaults().origin(), new Problems());
        return CodeReader.read(root.block("code"));
    }
}
