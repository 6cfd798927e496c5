package dev.twt.model.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LexerTest {
    @Test
    void shouldGiveEveryTokenItsLine() {
        List<Token> tokens = Lexer.tokens("a\n{{ x\n+ 'b\nc'\n}}\n\n{% if\ny %}\nz");
        assertThat(tokens)
                .filteredOn(token -> token.is(Token.Kind.NAME) || token.is(Token.Kind.STRING))
                .containsExactly(
                        new Token(Token.Kind.NAME, "x", 2),
                        new Token(Token.Kind.STRING, "b\nc", 3),
                        new Token(Token.Kind.NAME, "if", 7),
                        new Token(Token.Kind.NAME, "y", 8));
        assertThat(tokens)
                .filteredOn(token -> token.is(Token.Kind.DATA))
                .extracting(Token::line)
                .containsExactly(1, 5, 9);
    }

    @Test
    void shouldHideAnEndInBracketsAndStrings() {
        List<Token> tokens = Lexer.tokens("{{ {'}}': {1: 2}} }}");
        assertThat(tokens)
                .filteredOn(token -> token.is(Token.Kind.VARIABLE_END))
                .hasSize(1);
        assertThat(tokens).filteredOn(token -> token.is(Token.Kind.DATA)).isEmpty();
    }

    @Test
    void shouldSayInWhichLineAnUnendedTagBegins() {
        assertThatThrownBy(() -> Lexer.tokens("\n\n{{ a"))
                .isInstanceOfSatisfying(
                        JinjaException.class, e -> assertThat(e.line()).isEqualTo(3))
                .hasMessage("a tag or expression has no end");
    }
}
