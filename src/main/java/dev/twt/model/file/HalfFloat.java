package dev.twt.model.file;

/** The two 16-bit floating-point formats of model files. */
final class HalfFloat {
    private HalfFloat() {}

    /** IEEE 754 binary16 to float, exactly; subnormals, infinities and NaN included. */
    static float fromHalf(short bits) {
        int exponent = bits >>> 10 & 31;
        int fraction = bits & 1023;
        float magnitude;
        if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else {
            int wide = exponent == 31 ? 255 : exponent + 112;
            magnitude = Float.intBitsToFloat(wide << 23 | fraction << 13);
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    /** bfloat16 (the upper half of a float) to float, exactly. */
    static float fromBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The nearest bfloat16, ties to even, as PyTorch rounds; NaN stays NaN. */
    static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }
}
