package dev.twt.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTextTest {
    @ParameterizedTest
    @CsvSource({
        "0041 000A 0042, 0041 000A 0042", // a line end stays
        "0041 000D 000A, 0041 000A 000A",
        "0000 0007 001B, 2400 2407 241B", // control characters become their pictures
        "007F 0085 009F, 2421 FFFD FFFD",
        "D83D DE00, D83D DE00", // a pair stays
        "D83D 0041, FFFD 0041", // half a one does not
        "0041 DE00, 0041 FFFD",
        "FFFE FFFF, FFFD FFFD",
        "202E 0041 2067, 202E 0041 2067" // direction marks stay: the page isolates them
    })
    void shouldShowWhatAPageCannotHold(String text, String shown) {
        assertThat(PageText.shown(of(text))).isEqualTo(of(shown));
    }

    private static String of(String units) {
        StringBuilder text = new StringBuilder();
        for (String unit : units.split(" ")) {
            text.append((char) Integer.parseInt(unit, 16));
        }
        return text.toString();
    }

    @Test
    void shouldCutBetweenCharacters() {
        assertThat(PageText.begin("abc", 3)).isEqualTo("abc");
        assertThat(PageText.begin("abcd", 3)).isEqualTo("abc");
        assertThat(PageText.begin("ab\uD83D\uDE00", 3)).isEqualTo("ab");
    }
}
