package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WilsonIntervalTest {
    /** Values as R's prop.test(x, n, correct = FALSE) gives them. */
    @ParameterizedTest
    @CsvSource({
        "8, 10, 0.4901625, 0.9433178",
        "50, 100, 0.4038315, 0.5961685",
        "0, 10, 0, 0.2775328",
        "10, 10, 0.7224672, 1",
        "0, 0, 0, 1"
    })
    void shouldBeWhatIsPublished(long part, long whole, double low, double high) {
        WilsonInterval interval = WilsonInterval.of(part, whole);
        assertThat(interval.low()).isCloseTo(low, Offset.offset(1e-6));
        assertThat(interval.high()).isCloseTo(high, Offset.offset(1e-6));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4})
    void shouldRefuseAPartThatIsNone(long part) {
        assertThatThrownBy(() -> WilsonInterval.of(part, 3)).hasMessage(part + " of 3");
    }
}
