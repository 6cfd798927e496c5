package dev.twt.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RotaryFrequenciesTest {
    @Test
    void shouldFallGeometrically() {
        assertThat(RotaryFrequencies.of(8, 10_000))
                .containsExactly(new float[] {1, 0.1f, 0.01f, 0.001f}, within(1e-8f));
    }

    @Test
    void shouldDivide() {
        float[] plain = RotaryFrequencies.of(8, 10_000);
        assertThat(RotaryFrequencies.linear(plain, 4)[1]).isEqualTo(0.025f, within(1e-8f));
        assertThat(RotaryFrequencies.divided(plain, new float[] {1, 2, 4, 8}))
                .containsExactly(new float[] {1, 0.05f, 0.0025f, 0.000125f}, within(1e-9f));
    }

    /** Numbers of transformers 4.56's _compute_llama3_parameters for the same settings. */
    @Test
    void shouldScaleAsLlama3Does() {
        float[] scaled = RotaryFrequencies.llama3(RotaryFrequencies.of(16, 500_000), 32, 1, 4, 8192);
        assertThat(scaled)
                .containsExactly(
                        new float[] {
                            1f,
                            0.19392276f,
                            0.03760603f,
                            0.007292665f,
                            0.0004295567f,
                            8.570256e-6f,
                            1.6619674e-6f,
                            3.222933e-7f
                        },
                        within(5e-8f));
    }
}
