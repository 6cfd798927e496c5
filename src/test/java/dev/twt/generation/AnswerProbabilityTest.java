package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twt.task.TextSpan;
import org.junit.jupiter.api.Test;

class AnswerProbabilityTest {
    private static final String TEXT = "It is 18 €.";
    /** "It", " is", " 1", "8", " €" (four bytes), "." */
    private static final int[] ENDS = {2, 5, 7, 8, 12, 13};

    private static final float[] LOGPROBS = {-5f, -5f, (float) Math.log(0.5), (float) Math.log(0.125), -1f, -5f};

    private static Double of(int from, int to) {
        return AnswerProbability.of(TEXT, LOGPROBS, ENDS, new TextSpan(from, to));
    }

    @Test
    void shouldBeTheGeometricMeanOfTheTokensInTheAnswer() {
        assertThat(of(6, 8)).isCloseTo(0.25, within(1e-6));
        assertThat(of(7, 8)).isCloseTo(0.125, within(1e-6));
        assertThat(of(9, 10)).as("characters, not bytes").isCloseTo(Math.exp(-1), within(1e-6));
    }

    @Test
    void shouldCountATokenThatStandsPartlyInTheAnswer() {
        assertThat(of(6, 7)).as("' 1' brings its blank along").isCloseTo(0.5, within(1e-6));
    }

    @Test
    void shouldBeMissingAndNotZeroWhereSomethingIsNotKnown() {
        TextSpan span = new TextSpan(6, 8);
        assertThat(AnswerProbability.of(TEXT, null, ENDS, span)).isNull();
        assertThat(AnswerProbability.of(TEXT, LOGPROBS, null, span)).isNull();
        assertThat(AnswerProbability.of(TEXT, LOGPROBS, ENDS, null)).isNull();
        assertThat(AnswerProbability.of(TEXT, new float[] {-1}, ENDS, span)).isNull();
        assertThat(AnswerProbability.of(TEXT, new float[] {0, 0, Float.NaN, 0, 0, 0}, ENDS, span))
                .isNull();
        assertThat(AnswerProbability.of(TEXT, LOGPROBS, new int[] {0, 0, 0, 0, 0, 0}, span))
                .isNull();
    }

    @Test
    void shouldBeZeroForATokenThatCannotBe() {
        assertThat(AnswerProbability.of(TEXT, new float[] {0, 0, -9e9f, 0, 0, 0}, ENDS, new TextSpan(6, 7)))
                .isZero();
    }
}
