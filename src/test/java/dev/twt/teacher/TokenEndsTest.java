package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenEndsTest {
    private static int[] of(String text, String... tokens) {
        return TokenEnds.of(
                Stream.of(tokens)
                        .map(token -> token.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                text);
    }

    @Test
    void shouldSayWhereEachTokenEnds() {
        assertThat(of("It is 18", "It", " is", " 1", "8")).containsExactly(2, 5, 7, 8);
    }

    @Test
    void shouldLeaveOutWhatStandsBeforeAndBehindTheText() {
        assertThat(of("18", "<think>", "18?", "</think>", " 1", "8", "<eos>")).containsExactly(0, 0, 0, 1, 2, 2);
    }

    @Test
    void shouldCountBytesOfACharacterOfSeveralTokens() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        assertThat(TokenEnds.of(List.of(new byte[] {euro[0]}, new byte[] {euro[1], euro[2]}, new byte[] {'5'}), "€5"))
                .containsExactly(1, 3, 4);
        assertThat(TokenEnds.ofTexts(List.of("", "", "€", "5"), "€5")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void shouldNotKnowTheEndsOfTokensThatMakeAnotherText() {
        assertThat(of("18", "1", "9")).isNull();
        assertThat(of("", "1")).isNull();
        assertThat(of("18")).isNull();
        assertThat(TokenEnds.ofTexts(List.of("", ""), "18")).isNull();
    }
}
