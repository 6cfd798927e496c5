package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SeedSpreadTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    /** The t quantile of two degrees of freedom is 4.302653. */
    @Test
    void shouldGiveTheMeanOfThreeSeedsWithStudentsInterval() {
        Map<String, Double> seeds = new LinkedHashMap<>();
        seeds.put("twt-1.free", 0.60);
        seeds.put("twt-2.free", 0.62);
        seeds.put("twt-3.free", 0.64);

        SeedSpread spread = SeedSpread.of("twt", seeds);

        assertThat(spread.mean()).isCloseTo(0.62, CLOSE);
        assertThat(spread.deviation()).isCloseTo(0.02, CLOSE);
        assertThat(spread.interval().low()).isCloseTo(0.62 - 4.302653 * 0.02 / Math.sqrt(3), CLOSE);
        assertThat(spread.interval().high()).isCloseTo(0.62 + 4.302653 * 0.02 / Math.sqrt(3), CLOSE);
        assertThat(spread.accuracies().keySet()).containsExactly("twt-1.free", "twt-2.free", "twt-3.free");
    }

    @Test
    void shouldRefuseOneSeed() {
        assertThatThrownBy(() -> SeedSpread.of("twt", Map.of("free", 0.5))).hasMessage("1 seeds");
    }
}
