package dev.twt.model.file;

import java.nio.ByteBuffer;

/** Number formats without blocks: a value after the other. */
final class PlainFormats {
    private PlainFormats() {}

    static void f32(ByteBuffer in, int values, float[] out, int at) {
        for (int i = 0; i < values; i++) {
            out[at + i] = in.getFloat(4 * i);
        }
    }

    static void f16(ByteBuffer in, int values, float[] out, int at) {
        for (int i = 0; i < values; i++) {
            out[at + i] = HalfFloat.fromHalf(in.getShort(2 * i));
        }
    }

    static void bf16(ByteBuffer in, int values, float[] out, int at) {
        for (int i = 0; i < values; i++) {
            out[at + i] = HalfFloat.fromBfloat16(in.getShort(2 * i));
        }
    }
}
