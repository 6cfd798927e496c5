package dev.twt.selection.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class IsotonicTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Test
    void shouldKeepSharesThatRise() {
        Isotonic map = Isotonic.fit(List.of(count(500, 10, 2), count(900, 10, 8)));
        assertThat(map.at(0.5)).isCloseTo(0.2, EXACT);
        assertThat(map.at(0.9)).isCloseTo(0.8, EXACT);
        assertThat(map.at(0.7)).as("half way").isCloseTo(0.5, EXACT);
        assertThat(map.at(0.1)).as("below all").isCloseTo(0.2, EXACT);
        assertThat(map.at(1)).as("above all").isCloseTo(0.8, EXACT);
    }

    @Test
    void shouldPoolSharesThatFall() {
        Isotonic map = Isotonic.fit(List.of(count(500, 10, 8), count(900, 30, 12), count(950, 10, 9)));
        assertThat(map.at(0.5)).isCloseTo(0.5, EXACT);
        assertThat(map.at(0.9)).isCloseTo(0.5, EXACT);
        assertThat(map.at(0.95)).isCloseTo(0.9, EXACT);
        assertThat(map.knots()).hasSize(3);
    }

    @Test
    void shouldLookAtLabelledAnswersOnly() {
        StatedCount unlabelled = new StatedCount(0, 100, 0, 0);
        assertThat(Isotonic.fit(List.of(unlabelled, count(900, 2, 1))).at(0.1)).isCloseTo(0.5, EXACT);
        assertThat(Isotonic.fit(List.of(unlabelled)).at(0.1)).isCloseTo(0.5, EXACT);
    }

    /** The least-squares rising function by its min-max formula: slow, and another way. */
    @Test
    void shouldBeTheMinMaxOfMeans() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<StatedCount> counts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                int n = 1 + random.nextInt(5);
                counts.add(count(100 * i, n, random.nextInt(n + 1)));
            }
            Isotonic map = Isotonic.fit(counts);
            for (int i = 0; i < counts.size(); i++) {
                assertThat(map.at(counts.get(i).stated()))
                        .as("%s at %d", counts, i)
                        .isCloseTo(minMax(counts, i), EXACT);
            }
        }
    }

    private static double minMax(List<StatedCount> counts, int at) {
        double greatest = 0;
        for (int from = 0; from <= at; from++) {
            double least = 1;
            for (int to = at; to < counts.size(); to++) {
                List<StatedCount> some = counts.subList(from, to + 1);
                double right = some.stream().mapToLong(StatedCount::right).sum();
                least = Math.min(
                        least,
                        right / some.stream().mapToLong(StatedCount::labelled).sum());
            }
            greatest = Math.max(greatest, least);
        }
        return greatest;
    }

    private static StatedCount count(int thousandths, long labelled, long right) {
        return new StatedCount(0, thousandths, labelled, right);
    }
}
