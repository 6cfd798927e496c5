package dev.twt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateScheduleTest {
    private static double[] rates(String curve, double warmUp, int steps) {
        RateSchedule schedule = RateSchedule.of(curve, 1, warmUp, steps);
        return LongStream.range(0, steps).mapToDouble(schedule::rate).toArray();
    }

    @Test
    void shouldRiseToThePeakAndFallAlongACosine() {
        double[] rates = rates("cosine", 0.2, 10);

        assertThat(rates[0]).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(rates[1]).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(rates[2]).isEqualTo(1);
        assertThat(rates[6]).isCloseTo(0.5, within(1e-12));
        assertThat(rates[9]).isCloseTo(0.5 * (1 + Math.cos(Math.PI * 7 / 8)), within(1e-12));
    }

    @Test
    void shouldFallInALineOrStay() {
        assertThat(rates("linear", 0, 4)).containsExactly(1, 0.75, 0.5, 0.25);
        assertThat(rates("constant", 0, 3)).containsExactly(1, 1, 1);
    }

    @Test
    void shouldTakeAStepThatChangesSomethingInTheShortestStage() {
        assertThat(rates("cosine", 0.03, 1)[0]).isPositive();
    }
}
