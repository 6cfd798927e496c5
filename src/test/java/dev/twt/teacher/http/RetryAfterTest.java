package dev.twt.teacher.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private static Duration of(String name, String value) {
        return RetryAfter.of(HttpHeaders.of(Map.of(name, List.of(value)), (n, v) -> true), NOW);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7000", "1.5, 1500", "-3, 0", "99999999999999, 86400000"})
    void shouldReadSeconds(String text, long millis) {
        assertThat(of("Retry-After", text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Mon, 05 Jan 2026 10:00:30 GMT | 30
                    Mon, 05 Jan 2026 09:00:00 GMT | 0
                    Sun, 05 Jan 2031 10:00:30 GMT | 86400
                    """)
    void shouldReadDates(String text, long seconds) {
        assertThat(of("retry-after", text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "NaN", "32 Jan"})
    void shouldTakeWhatCannotBeReadAsNotSaid(String text) {
        assertThat(of("retry-after", text)).isNull();
    }

    @Test
    void shouldPreferMilliseconds() {
        HttpHeaders both =
                HttpHeaders.of(Map.of("retry-after", List.of("7"), "Retry-After-Ms", List.of("250")), (n, v) -> true);

        assertThat(RetryAfter.of(both, NOW)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void shouldSayNothingWhereTheServerSaysNothing() {
        assertThat(of("date", "7")).isNull();
    }
}
