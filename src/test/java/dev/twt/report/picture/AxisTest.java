package dev.twt.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void shouldEndAtRoundValues() {
        Axis axis = Axis.rounded("n", 0, 1320, 4, String::valueOf);

        assertThat(axis.max()).isEqualTo(1500);
        assertThat(axis.ticks()).containsExactly(0.0, 500.0, 1000.0, 1500.0);
        assertThat(Axis.exact("n", 0, 1, 6, String::valueOf).ticks()).hasSize(6);
        assertThat(Axis.rounded("n", 0, 0, 4, String::valueOf).max()).isPositive();
    }

    @Property
    void shouldHoldItsValuesWithFewTicks(
            @ForAll @DoubleRange(min = 0.01, max = 1e12) double high, @ForAll @IntRange(min = 2, max = 9) int ticks) {
        Axis axis = Axis.rounded("n", 0, high, ticks, String::valueOf);

        assertThat(axis.min()).isZero();
        assertThat(axis.max()).isGreaterThanOrEqualTo(high * (1 - 1e-9)).isLessThan(high * 10.1);
        assertThat(axis.ticks().size()).isBetween(2, ticks + 1);
    }
}
