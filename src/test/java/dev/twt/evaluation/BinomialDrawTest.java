package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialDrawTest {
    private static final int DRAWS = 20_000;
    /** A right draw is further off than so many standard errors once in fifteen thousand runs of another seed. */
    private static final double ERRORS = 4;

    private final BinomialDraw draw = new BinomialDraw(new Well19937c(1));

    @ParameterizedTest
    @CsvSource({"10, 0.5", "25, 0.1", "1000, 0.3", "1000, 0.001", "1000000, 0.8"})
    void shouldDrawFromTheDistribution(int trials, double p) {
        long[] drawn = LongStream.range(0, DRAWS).map(i -> draw.of(trials, p)).toArray();
        BinomialDistribution exact = new BinomialDistribution(null, trials, p);

        assertThat(LongStream.of(drawn).average().orElseThrow())
                .isCloseTo(trials * p, Offset.offset(ERRORS * Math.sqrt(trials * p * (1 - p) / DRAWS)));
        for (double share : new double[] {0.025, 0.3, 0.5, 0.9}) {
            int upTo = exact.inverseCumulativeProbability(share);
            double expected = exact.cumulativeProbability(upTo);
            double found = (double) LongStream.of(drawn).filter(x -> x <= upTo).count() / DRAWS;
            assertThat(found)
                    .as("share up to %d", upTo)
                    .isCloseTo(expected, Offset.offset(ERRORS * Math.sqrt(expected * (1 - expected) / DRAWS) + 1e-9));
        }
    }

    @Test
    void shouldKnowWhatIsCertain() {
        assertThat(draw.of(1000, 0)).isZero();
        assertThat(draw.of(1000, 1)).isEqualTo(1000);
        assertThat(draw.of(0, 0.5)).isZero();
    }
}
