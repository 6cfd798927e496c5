package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BootstrapMeanTest {
    private static final int RESAMPLES = 10_000;

    /** A resampled count of right answers is binomial: its quantiles are known (R: qbinom(c(.025, .975), n, p)). */
    @Test
    void shouldHaveTheQuantilesOfTheBinomialWhereAnswersAreRightOrWrong() {
        Interval ten = new BootstrapMean(Map.of(1.0, 8L, 0.0, 2L)).interval(RESAMPLES, 7);
        assertThat(ten.low()).isEqualTo(0.5);
        assertThat(ten.high()).isEqualTo(1.0);

        Interval hundred = new BootstrapMean(Map.of(1.0, 50L, 0.0, 50L)).interval(RESAMPLES, 7);
        assertThat(hundred.low()).isCloseTo(0.40, Offset.offset(0.011));
        assertThat(hundred.high()).isCloseTo(0.60, Offset.offset(0.011));
        assertThat(hundred.how()).isEqualTo("bootstrap");
    }

    /** Of many questions it is the normal interval of the mean of differences. */
    @Test
    void shouldBeTheNormalIntervalOfManyQuestions() {
        BootstrapMean mean = new BootstrapMean(Map.of(1.0, 120_000L, 0.0, 800_000L, -1.0, 80_000L));
        Interval interval = mean.interval(RESAMPLES, 7);

        double error = Math.sqrt((0.2 - 0.04 * 0.04) / 1_000_000);
        assertThat(mean.mean()).isCloseTo(0.04, Offset.offset(1e-12));
        assertThat(interval.low()).isCloseTo(0.04 - 1.96 * error, Offset.offset(0.1 * error));
        assertThat(interval.high()).isCloseTo(0.04 + 1.96 * error, Offset.offset(0.1 * error));
    }

    @Test
    void shouldBeTheSameWithTheSameSeed() {
        Map<Double, Long> counts = Map.of(0.25, 10L, 0.5, 20L, 1.0, 7L);
        assertThat(new BootstrapMean(counts).interval(500, 3))
                .isEqualTo(new BootstrapMean(counts).interval(500, 3))
                .isNotEqualTo(new BootstrapMean(counts).interval(500, 4));
    }

    @Test
    void shouldKnowNothingWithoutAQuestion() {
        assertThat(new BootstrapMean(Map.of()).mean()).isNaN();
        assertThat(new BootstrapMean(Map.of()).interval(100, 1).low()).isNaN();
    }

    @Test
    void shouldBeAPointWhereAllAreAlike() {
        Interval interval = new BootstrapMean(Map.of(0.0, 30L)).interval(100, 1);
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isZero();
    }
}
