package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KEYS = List.of("max-tokens", "top-p", "stop", "temperature", "seed", "k");

    @ParameterizedTest
    @CsvSource({
        "max_tokens, max-tokens",
        "maxTokens, max-tokens",
        "MAX-TOKEN, max-tokens",
        "temprature, temperature",
        "sed, seed",
        "top_p, top-p",
        "stopp, stop"
    })
    void shouldFindTheWordThatWasMeant(String word, String meant) {
        assertThat(Nearest.of(word, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"x", "pooling", "ab", "beam"})
    void shouldFindNothingForAnotherWord(String word) {
        assertThat(Nearest.of(word, KEYS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "abc, abc, 0", "abc, acb, 2", "flaw, lawn, 2"})
    void shouldCountInsertionsDeletionsAndReplacements(String left, String right, int distance) {
        assertThat(Nearest.distance(left, right)).isEqualTo(distance);
    }

    @Test
    void shouldTakeTheFirstOfEquallyNearWords() {
        assertThat(Nearest.of("cat1", List.of("cat3", "cat2"))).contains("cat2");
    }

    @Test
    void shouldNameAFewHoweverFar() {
        assertThat(Nearest.few("gpt-4o-mini", List.of("whisper-1", "gpt-4o", "gpt-4.1-mini"), 2))
                .containsExactly("gpt-4.1-mini", "gpt-4o");
    }
}
