package dev.twt.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
    @Test
    void shouldConvertEveryHalf() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits / 1024 % 32;
            double fraction = bits % 1024 / 1024.0;
            double size = exponent == 0
                    ? Math.pow(2, -14) * fraction
                    : exponent == 31
                            ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                            : Math.pow(2, exponent - 15) * (1 + fraction);
            float expected = (float) (bits >= 1 << 15 ? -size : size);
            assertThat(Float.floatToIntBits(HalfFloat.fromHalf((short) bits)))
                    .as("%x", bits)
                    .isEqualTo(Float.floatToIntBits(expected));
        }
    }

    @Test
    void shouldBringEveryBfloat16Back() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.fromBfloat16((short) bits);
            short back = HalfFloat.toBfloat16(value);
            if (Float.isNaN(value)) {
                assertThat(HalfFloat.fromBfloat16(back)).isNaN();
            } else {
                assertThat(back).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void shouldRoundToTheNearestBfloat16AndTiesToEven() {
        assertThat(HalfFloat.fromBfloat16(HalfFloat.toBfloat16(1 + 0x1p-8f))).isEqualTo(1f);
        assertThat(HalfFloat.fromBfloat16(HalfFloat.toBfloat16(1 + 0x1.8p-7f))).isEqualTo(1 + 0x1p-6f);
        assertThat(HalfFloat.fromBfloat16(HalfFloat.toBfloat16(1 + 0x1.1p-8f))).isEqualTo(1 + 0x1p-7f);
        assertThat(HalfFloat.fromBfloat16(HalfFloat.toBfloat16(Float.MAX_VALUE)))
                .isInfinite();
        assertThat(HalfFloat.toBfloat16(-0f)).isEqualTo((short) 0x8000);
    }
}
