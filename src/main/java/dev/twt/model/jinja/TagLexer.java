package dev.twt.model.jinja;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tokens of a tag or of an expression to be printed; brackets hide an end inside of them. */
final class TagLexer {
    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
    private static final Pattern INTEGER = Pattern.compile("0[bBoOxX]\\w*|(?:\\d+_)*\\d+");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern STRING =
            Pattern.compile("'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");

    private final String source;

    TagLexer(String source) {
        this.source = source;
    }

    /** Reads one tag into the list; returns the position after its end. */
    int read(int from, int firstLine, Pattern end, List<Token> tokens) {
        Deque<String> open = new ArrayDeque<>();
        int position = from;
        int line = firstLine;
        while (position < source.length()) {
            Matcher atEnd = at(end, position);
            if (open.isEmpty() && atEnd.lookingAt()) {
                return atEnd.end();
            }
            if (PythonSpace.isSpace(source.charAt(position))) {
                line += source.charAt(position++) == '\n' ? 1 : 0;
                continue;
            }
            Token token = token(position, line);
            balance(open, token);
            tokens.add(token.is(Token.Kind.STRING) ? unquoted(token) : token);
            position += token.text().length();
            line += (int) token.text().chars().filter(c -> c == '\n').count();
        }
        throw JinjaException.refused(firstLine, "a tag or expression has no end");
    }

    private static Token unquoted(Token literal) {
        String inner = literal.text().substring(1, literal.text().length() - 1);
        return new Token(Token.Kind.STRING, StringLiteral.value(inner, literal.line()), literal.line());
    }

    private Token token(int position, int line) {
        Token token = match(Token.Kind.FLOAT, FLOAT, position, line);
        token = token != null ? token : match(Token.Kind.INTEGER, INTEGER, position, line);
        token = token != null ? token : match(Token.Kind.NAME, NAME, position, line);
        token = token != null ? token : match(Token.Kind.STRING, STRING, position, line);
        token = token != null ? token : match(Token.Kind.OPERATOR, OPERATOR, position, line);
        if (token == null) {
            throw JinjaException.refused(line, "unexpected character '" + source.charAt(position) + "'");
        }
        return token;
    }

    private Token match(Token.Kind kind, Pattern pattern, int position, int line) {
        Matcher matcher = at(pattern, position);
        return matcher.lookingAt() ? new Token(kind, matcher.group(), line) : null;
    }

    private Matcher at(Pattern pattern, int position) {
        return pattern.matcher(source).region(position, source.length()).useTransparentBounds(true);
    }

    private static void balance(Deque<String> open, Token token) {
        if (!token.is(Token.Kind.OPERATOR)) {
            return;
        }
        switch (token.text()) {
            case "(" -> open.push(")");
            case "[" -> open.push("]");
            case "{" -> open.push("}");
            case ")", "]", "}" -> {
                if (open.isEmpty() || !open.pop().equals(token.text())) {
                    throw JinjaException.refused(token.line(), "unexpected '" + token.text() + "'");
                }
            }
            default -> {
                // other operators open nothing
            }
        }
    }
}
