package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappingTest {
    @Test
    void shouldBreakAtBlanksAndIndentWhatFollows() {
        assertThat(Wrapping.wrap("  one two three four", "  ", 10)).containsExactly("  one two", "  three", "  four");
    }

    @Test
    void shouldKeepALongWordWhole() {
        String path = "/a/very/long/path/that/must/be/copied";

        assertThat(Wrapping.wrap("see " + path + " for more", "", 10)).containsExactly("see", path, "for more");
        assertThat(Wrapping.wrap(path, "", 10)).containsExactly(path);
    }

    @Test
    void shouldKeepGivenLines() {
        assertThat(Wrapping.wrap("a\nb", "  ", 80)).containsExactly("a", "  b");
    }

    @Test
    void shouldLeaveAShortLineAlone() {
        assertThat(Wrapping.wrap("", "", 10)).containsExactly("");
        assertThat(Wrapping.wrap("0123456789", "", 10)).containsExactly("0123456789");
    }
}
