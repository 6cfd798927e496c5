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
                            0.193922758f,
                            0.0376060307f,
                            0.00729266508f,
                            0.000429556705f,
                            8.57025589e-06f,
                            1.66196742e-06f,
                            3.22293289e-07f
                        },
                        within(5e-8f));
    }
}
