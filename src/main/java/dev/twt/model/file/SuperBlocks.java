package dev.twt.model.file;

import java.nio.ByteBuffer;

/** ggml's "K" quantisations: 256 values in groups with a small scale each, all under one half-float scale. */
final class SuperBlocks {
    private static final int VALUES = 256;
    private static final int GROUP = 32;

    private SuperBlocks() {}

    /** d, dmin, 12 bytes of scales, 128 bytes of 4-bit values: d * scale * q - dmin * min. */
    static void q4_K(ByteBuffer in, int blocks, float[] out, int at) {
        for (int b = 0; b < blocks; b++) {
            int from = b * 144;
            for (int group = 0; group < 8; group++) {
                float d = HalfFloat.fromHalf(in.getShort(from)) * scale(in, from + 4, group);
                float m = HalfFloat.fromHalf(in.getShort(from + 2)) * min(in, from + 4, group);
                int shift = (group & 1) * 4;
                int pairs = from + 16 + group / 2 * GROUP;
                for (int j = 0, to = at + b * VALUES + group * GROUP; j < GROUP; j++, to++) {
                    out[to] = d * (in.get(pairs + j) >> shift & 15) - m;
                }
            }
        }
    }

    /** As Q4_K with 32 bytes of fifth bits (bit g of byte j is for value j of group g) before the 4-bit values. */
    static void q5_K(ByteBuffer in, int blocks, float[] out, int at) {
        for (int b = 0; b < blocks; b++) {
            int from = b * 176;
            for (int group = 0; group < 8; group++) {
                float d = HalfFloat.fromHalf(in.getShort(from)) * scale(in, from + 4, group);
                float m = HalfFloat.fromHalf(in.getShort(from + 2)) * min(in, from + 4, group);
                int shift = (group & 1) * 4;
                int pairs = from + 48 + group / 2 * GROUP;
                for (int j = 0, to = at + b * VALUES + group * GROUP; j < GROUP; j++, to++) {
                    int fifth = in.get(from + 16 + j) >> group & 1;
                    out[to] = d * ((in.get(pairs + j) >> shift & 15) | fifth << 4) - m;
                }
            }
        }
    }

    /** 128 bytes of low 4 bits, 64 of high 2 bits, 16 signed scales (one for 16 values), d: d * scale * (q - 32). */
    static void q6_K(ByteBuffer in, int blocks, float[] out, int at) {
        for (int b = 0; b < blocks; b++) {
            int from = b * 210;
            float d = HalfFloat.fromHalf(in.getShort(from + 208));
            for (int group = 0; group < 8; group++) {
                // Each half of the block holds four groups: two in the low and two in the high 4 bits of 64 bytes.
                int half = group / 4;
                int quarter = group % 4;
                int low = from + half * 64 + quarter % 2 * GROUP;
                int high = from + 128 + half * GROUP;
                int scales = from + 192 + group * 2;
                for (int j = 0, to = at + b * VALUES + group * GROUP; j < GROUP; j++, to++) {
                    int q = (in.get(low + j) >> (quarter / 2 * 4) & 15) | (in.get(high + j) >> (quarter * 2) & 3) << 4;
                    out[to] = d * in.get(scales + j / 16) * (q - 32);
                }
            }
        }
    }

    /** Scale of a group: 6 bits, packed eight scales and eight minima into 12 bytes. */
    private static int scale(ByteBuffer in, int packed, int group) {
        return group < 4
                ? in.get(packed + group) & 63
                : (in.get(packed + group + 4) & 15) | (in.get(packed + group - 4) >> 6 & 3) << 4;
    }

    private static int min(ByteBuffer in, int packed, int group) {
        return group < 4
                ? in.get(packed + group + 4) & 63
                : (in.get(packed + group + 4) >> 4 & 15) | (in.get(packed + group) >> 6 & 3) << 4;
    }
}
