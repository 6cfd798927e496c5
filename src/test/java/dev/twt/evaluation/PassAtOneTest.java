package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.evaluation.PassAtOne.Alike;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PassAtOneTest {
    @Test
    void shouldBeAccuracyWithWilsonsIntervalOfOneSample() {
        PassAtOne accuracy = PassAtOne.of(List.of(new Alike(1, 1, 8), new Alike(1, 0, 2)), 1000, 1);

        assertThat(accuracy.questions()).isEqualTo(10);
        assertThat(accuracy.value()).isEqualTo(0.8);
        assertThat(accuracy.interval().how()).isEqualTo("wilson");
        assertThat(accuracy.interval().low()).isCloseTo(0.4901625, Offset.offset(1e-6));
        assertThat(accuracy.interval().high()).isCloseTo(0.9433178, Offset.offset(1e-6));
    }

    /** Questions count alike, however many samples each has: (3 * 0.5 + 1 * 1 + 1 * 0) / 5. */
    @Test
    void shouldBeTheMeanShareOfRightSamples() {
        PassAtOne passed = PassAtOne.of(List.of(new Alike(4, 2, 3), new Alike(2, 2, 1), new Alike(4, 0, 1)), 1000, 1);

        assertThat(passed.questions()).isEqualTo(5);
        assertThat(passed.value()).isCloseTo(0.5, Offset.offset(1e-12));
        assertThat(passed.interval().how()).isEqualTo("bootstrap");
        assertThat(passed.interval().low()).isBetween(0.1, 0.35);
        assertThat(passed.interval().high()).isBetween(0.65, 0.9);
    }
}
