package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({"true, xterm, true", "false, xterm, false", "true, dumb, false", "true, '', false"})
    void shouldNeedAConsoleThatCanRedraw(boolean console, String term, boolean interactive) {
        assertThat(Terminal.of(console, Map.of("TERM", term)).interactive()).isEqualTo(interactive);
    }

    @Test
    void shouldTakeAConsoleWithoutAKindForAFile() {
        assertThat(Terminal.of(true, Map.of()).interactive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "'', 80", "abc, 80", "5, 40", "9999, 200", "-3, 80"})
    void shouldTakeItsWidthFromTheShell(String columns, int width) {
        assertThat(Terminal.of(true, Map.of("COLUMNS", columns)).width()).isEqualTo(width);
    }
}
