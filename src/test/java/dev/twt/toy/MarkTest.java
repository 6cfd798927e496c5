package dev.twt.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MarkTest {
    /** Newcombe (1998), table I, method 3: 81 of 263. */
    @Test
    void shouldGiveWilsonsInterval() {
        Mark mark = new Mark("m", 263, 81, 2630);

        assertThat(mark.low()).isCloseTo(0.2553, within(0.00006));
        assertThat(mark.high()).isCloseTo(0.3662, within(0.00006));
        assertThat(mark.line()).endsWith("0.308  0.255 to 0.366      10.0").startsWith("m  ");
        assertThat(mark.line()).hasSameSizeAs(Mark.HEADING);
    }
}
