package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "0.2, 1 s",
        "59, 59 s",
        "60, 1 min 00 s",
        "185, 3 min 05 s",
        "3599.5, 1 h 00 min",
        "7800, 2 h 10 min",
        "200000, 55 h 33 min"
    })
    void shouldSpeakToPeople(double seconds, String words) {
        assertThat(Durations.words(seconds)).isEqualTo(words);
    }
}
