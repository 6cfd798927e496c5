package dev.twt.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private static Measured measured(String name, double accuracy, double tokens) {
        return new Measured(
                new Measured.Subset(name, "", ""),
                "",
                10,
                new PassAtOne(10, accuracy, new Interval(0, 1, "wilson")),
                new TokenCounts(tokens, tokens, tokens, 100),
                1,
                1,
                0,
                0,
                0,
                0,
                0);
    }

    private static List<String> front(Measured... all) {
        return ParetoFront.of(List.of(all)).stream()
                .map(one -> one.subset().answerer())
                .toList();
    }

    @Test
    void shouldHoldWhomNoOtherBeats() {
        assertThat(front(
                        measured("large", 0.9, 300),
                        measured("wordy", 0.9, 400),
                        measured("free", 0.8, 7),
                        measured("middling", 0.79, 100),
                        measured("short", 0.1, 2)))
                .containsExactly("short", "free", "large");
    }

    @Test
    void shouldHoldBothOfTwoThatAreAlike() {
        assertThat(front(measured("one", 0.5, 10), measured("other", 0.5, 10))).containsExactly("one", "other");
    }

    @Test
    void shouldLeaveOutWhoseTokensNobodyCounted() {
        assertThat(front(measured("silent", 1, Double.NaN), measured("free", 0.5, 10)))
                .containsExactly("free");
    }
}
