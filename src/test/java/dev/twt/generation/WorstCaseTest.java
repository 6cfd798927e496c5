package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.twt.generation.governor.Reservation;
import dev.twt.model.text.ChatMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorstCaseTest {
    private static Reservation of(String text) {
        return WorstCase.of(Samples.teacher("ada"), List.of(new ChatMessage("user", text)));
    }

    @Test
    void shouldTakeTheLongestAnswerAndMoreThanThePrompt() {
        Reservation worst = of("How many eggs are on 4 trays?");
        assertThat(worst.tokens()).isEqualTo(16 + 15 + 256);
        assertThat(worst.usd()).isCloseTo((31 * 1.0 + 256 * 10.0) / 1e6, within(1e-12));
    }

    @Test
    void shouldCountOtherScriptsHigher() {
        assertThat(of("卵はいくつ").tokens()).isEqualTo(16 + 10 + 256);
    }
}
