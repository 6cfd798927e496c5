package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {
    /** Twice the lower tail of a fair coin, counted out: 5 of 20 is 2 * 21700 / 2^20, 6 of 22 is 2 * 110056 / 2^22. */
    @ParameterizedTest
    @CsvSource({
        "5, 15, 0.04138946533203125",
        "15, 5, 0.04138946533203125",
        "6, 16, 0.0524787902832",
        "0, 5, 0.0625",
        "0, 6, 0.03125",
        "3, 3, 1",
        "4, 3, 1",
        "0, 0, 1"
    })
    void shouldBeTheExactTwoSidedBinomialTest(long first, long second, double p) {
        assertThat(new McNemar(first, second).pValue()).isCloseTo(p, Offset.offset(1e-10));
    }

    @Test
    void shouldHoldForAMillionQuestions() {
        assertThat(new McNemar(500_000, 500_000).pValue()).isEqualTo(1);
        // The normal approximation with continuity correction: z = (3000 - 1) / 1000.
        assertThat(new McNemar(501_500, 498_500).pValue()).isCloseTo(0.002709, Offset.offset(1e-5));
    }
}
