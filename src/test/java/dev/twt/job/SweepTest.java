package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
    @Test
    void shouldSpreadValuesEvenlyFromEndToEnd() {
        Sweep sweep = Sweep.of("selection.quality.threshold=0.5..0.95");
        assertThat(sweep.key()).isEqualTo("selection.quality.threshold");
        assertThat(sweep.values())
                .containsExactly("0.5", "0.55", "0.6", "0.65", "0.7", "0.75", "0.8", "0.85", "0.9", "0.95");
    }

    @Test
    void shouldTakeAsManyValuesAsSaid() {
        assertThat(Sweep.of("selection.quality.agreement=0..1/5").values())
                .containsExactly("0", "0.25", "0.5", "0.75", "1");
    }

    @Test
    void shouldTakeWholeNumbersBetweenWholeNumbers() {
        assertThat(Sweep.of("diversity.k=1..2").values()).containsExactly("1", "2");
        assertThat(Sweep.of("max-candidates=2..100/3").values()).containsExactly("2", "51", "100");
    }

    @Test
    void shouldKnowTheBlock() {
        assertThat(Sweep.of("quality.threshold=0.5..0.99").key()).isEqualTo("selection.quality.threshold");
    }

    @ParameterizedTest
    @CsvSource({
        "quality.threshold, not of the form",
        "quality.threshold=0.5, not of the form",
        "quality.threshold=a..b, not of the form",
        "quality.threshold=0.9..0.5, not below",
        "quality.threshold=0.5..0.5, not below",
        "quality.threshold=0.5..0.9/1, 2 to 50",
        "quality.threshold=0.5..0.9/51, 2 to 50"
    })
    void shouldSayWhatIsWrong(String sweep, String message) {
        assertThatThrownBy(() -> Sweep.of(sweep))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--sweep " + sweep)
                .hasMessageContaining(message);
    }
}
