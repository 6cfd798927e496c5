package dev.twt.model.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
    private static final Text MIXED = Text.of("<a>").concat(Text.user("u😀")).concat(Text.of("<b>"));

    @Test
    void shouldTellWhoWroteWhat() {
        assertThat(MIXED.runs())
                .containsExactly(new Text.Run("<a>", false), new Text.Run("u😀", true), new Text.Run("<b>", false));
        assertThat(Text.EMPTY.runs()).isEmpty();
        assertThat(Text.user("").runs()).isEmpty();
    }

    @Test
    void shouldJoinNeighboursByTheSameWriter() {
        Text twice = Text.user("a").concat(Text.user("b"));
        assertThat(twice.runs()).containsExactly(new Text.Run("ab", true));
    }

    @Test
    void shouldKeepMarksInParts() {
        assertThat(MIXED.substring(2, 4).runs()).containsExactly(new Text.Run(">", false), new Text.Run("u", true));
    }

    @Test
    void shouldCountCodePoints() {
        assertThat(MIXED.length()).isEqualTo(8);
    }

    @Test
    void shouldBeEqualWhoeverWroteIt() {
        assertThat(Text.user("a")).isEqualTo(Text.of("a")).hasSameHashCodeAs(Text.of("a"));
    }

    @Test
    void shouldCountAReplacementOfUsersTextAsTheUsers() {
        Text replaced = Search.replace(Text.user("a-b"), Text.of("-"), Text.of("<s>"), -1);
        assertThat(replaced.runs()).containsExactly(new Text.Run("a<s>b", true));
    }

    @Test
    void shouldMarkAllOfATextWhoseLengthItsCaseChanges() {
        Text changed = Casing.upper(Text.of("<s>").concat(Text.user("ß")));
        assertThat(changed.runs()).containsExactly(new Text.Run("<S>SS", true));
    }
}
