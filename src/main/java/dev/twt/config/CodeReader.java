package dev.twt.config;

import java.util.List;

/** Reads the block {@code code}. */
final class CodeReader {
    private static final long LEAST_MEMORY = 64L << 20;
    private static final long LEAST_BYTES = 4096;
    private static final int MOST_PROCESSES = 4096;

    private CodeReader() {}

    static CodeConfig read(Block block) {
        return new CodeConfig(
                block.leaf("sandbox").word(List.of("auto", "bwrap", "unshare", "off")),
                block.leaf("python").filled(),
                block.leaf("wall-limit").duration(),
                block.leaf("cpu-limit").duration(),
                block.leaf("memory").bytes(LEAST_MEMORY),
                (int) block.leaf("processes").whole(1, MOST_PROCESSES),
                block.leaf("file-size").bytes(LEAST_BYTES),
                block.leaf("output").bytes(LEAST_BYTES));
    }
}
