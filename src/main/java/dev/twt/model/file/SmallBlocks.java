package dev.twt.model.file;

import java.nio.ByteBuffer;

/**
 * ggml's quantisations in blocks of 32 values with one half-float scale d (and, in the _1 kinds, one half-float minimum
 * m). Layouts as in ggml-common.h: low halves of the bytes are values 0 to 15, high halves are values 16 to 31.
 */
final class SmallBlocks {
    private static final int VALUES = 32;
    private static final int HALF = 16;

    private SmallBlocks() {}

    /** d, 16 bytes of 4-bit values q: d * (q - 8). */
    static void q4_0(ByteBuffer in, int blocks, float[] out, int at) {
        for (int b = 0, from = 0; b < blocks; b++, from += 18) {
            float d = HalfFloat.fromHalf(in.getShort(from));
            for (int j = 0, to = at + b * VALUES; j < HALF; j++, to++) {
                int pair = in.get(from + 2 + j);
                out[to] = d * ((pair & 15) - 8);
                out[to + HALF] = d * ((pair >> 4 & 15) - 8);
            }
        }
    }

    /** d, m, 16 bytes of 4-bit values q: d * q + m. */
    static void q4_1(ByteBuffer in, int blocks, float[] out, int at) {
        for (int b = 0, from = 0; b < blocks; b++, from += 20) {
            float d = HalfFloat.fromHalf(in.getShort(from));
            float m = HalfFloat.fromHalf(in.getShort(from + 2));
            for (int j = 0, to = at + b * VALUES; j < HALF; j++, to++) {
                int pair = in.get(from + 4 + j);
                out[to] = d * (pair & 15) + m;
                out[to + HALF] = d * (pair >> 4 & 15) + m;
            }
        }
    }

    /** d, 32 fifth bits, 16 bytes of 4-bit values: d * (q - 16). */
    static void q5_0(ByteBuffer in, int blocks, float[] out, int at) {
        for (int b = 0, from = 0; b < blocks; b++, from += 22) {
            float d = HalfFloat.fromHalf(in.getShort(from));
            int fifth = in.getInt(from + 2);
            for (int j = 0, to = at + b * VALUES; j < HALF; j++, to++) {
                int pair = in.get(from + 6 + j);
                out[to] = d * (((pair & 15) | (fifth >>> j & 1) << 4) - 16);
                out[to + HALF] = d * (((pair >> 4 & 15) | (fifth >>> (j + HALF) & 1) << 4) - 16);
            }
        }
    }

    /** d, m, 32 fifth bits, 16 bytes of 4-bit values: d * q + m. */
    static void q5_1(ByteBuffer in, int blocks, float[] out, int at) {
        for (int b = 0, from = 0; b < blocks; b++, from += 24) {
            float d = HalfFloat.fromHalf(in.getShort(from));
            float m = HalfFloat.fromHalf(in.getShort(from + 2));
            int fifth = in.getInt(from + 4);
            for (int j = 0, to = at + b * VALUES; j < HALF; j++, to++) {
                int pair = in.get(from + 8 + j);
                out[to] = d * ((pair & 15) | (fifth >>> j & 1) << 4) + m;
                out[to + HALF] = d * ((pair >> 4 & 15) | (fifth >>> (j + HALF) & 1) << 4) + m;
            }
        }
    }

    /** d, 32 signed bytes q: d * q. */
    static void q8_0(ByteBuffer in, int blocks, float[] out, int at) {
        for (int b = 0, from = 0; b < blocks; b++, from += 34) {
            float d = HalfFloat.fromHalf(in.getShort(from));
            for (int j = 0, to = at + b * VALUES; j < VALUES; j++, to++) {
                out[to] = d * in.get(from + 2 + j);
            }
        }
    }
}
