package dev.twt.model.file;

import java.nio.ByteBuffer;

/** Turns the bytes of a number format into floats. */
@FunctionalInterface
interface BlockFormat {
    /**
     * Reads consecutive blocks.
     *
     * @param in little-endian; reading starts at index 0
     * @param blocks how many
     * @param out where the values go
     * @param at index of the first value in {@code out}
     */
    void read(ByteBuffer in, int blocks, float[] out, int at);
}
