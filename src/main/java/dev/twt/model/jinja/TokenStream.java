package dev.twt.model.jinja;

import java.util.List;
import java.util.Locale;

/** The tokens of a template, read one after another. */
final class TokenStream {
    private final List<Token> tokens;
    private int position;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(position);
    }

    Token peekSecond() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    int line() {
        return peek().line();
    }

    Token next() {
        Token token = peek();
        if (!token.is(Token.Kind.END)) {
            position++;
        }
        return token;
    }

    boolean skipName(String name) {
        boolean there = peek().isName(name);
        if (there) {
            next();
        }
        return there;
    }

    boolean skipOperator(String operator) {
        boolean there = peek().isOperator(operator);
        if (there) {
            next();
        }
        return there;
    }

    Token expect(Token.Kind kind) {
        if (!peek().is(kind)) {
            throw unexpected(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return next();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw unexpected("'" + operator + "'");
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw unexpected("'" + name + "'");
        }
    }

    JinjaException unexpected(String wanted) {
        Token token = peek();
        String found = token.text().isEmpty() ? "the end" : "'" + token.text() + "'";
        return JinjaException.refused(token.line(), "expected " + wanted + ", found " + found);
    }
}
