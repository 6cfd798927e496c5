package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into tokens as Jinja2's lexer does with {@code trim_blocks} and {@code lstrip_blocks}: whitespace
 * control is done here, so that data tokens are what will be printed.
 */
final class Lexer {
    private static final String SPACE =
            "[\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%([-+]?)S*rawS*(?:-%\\}S*|%\\})".replace("S", SPACE));
    private static final Pattern RAW_END =
            Pattern.compile("\\{%([-+]?)S*endrawS*(?:\\+%\\}|-%\\}S*|%\\}\n?)".replace("S", SPACE));
    private static final Pattern BLOCK_END = Pattern.compile("\\+%\\}|-%\\}S*|%\\}\n?".replace("S", SPACE));
    private static final Pattern VARIABLE_END = Pattern.compile("-\\}\\}S*|\\}\\}".replace("S", SPACE));
    private static final Pattern COMMENT_END = Pattern.compile("\\+#\\}|-#\\}S*|#\\}\n?".replace("S", SPACE));

    private final String source;
    private final TagLexer tags;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;

    private Lexer(String source) {
        this.source = source;
        this.tags = new TagLexer(source);
    }

    static List<Token> tokens(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        if (source.endsWith("\n")) {
            source = source.substring(0, source.length() - 1);
        }
        return new Lexer(source).run();
    }

    private List<Token> run() {
        int begin = nextDelimiter();
        while (begin >= 0) {
            Matcher raw = RAW_BEGIN.matcher(source).region(begin, source.length());
            if (raw.lookingAt()) {
                data(begin, raw.group(1), true);
                advance(raw.end());
                raw();
            } else {
                delimiter(begin);
            }
            begin = nextDelimiter();
        }
        addData(source.substring(position));
        tokens.add(new Token(Token.Kind.END, "", line));
        return tokens;
    }

    private int nextDelimiter() {
        for (int i = source.indexOf('{', position); i >= 0; i = source.indexOf('{', i + 1)) {
            if (i + 1 < source.length() && "%{#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private void delimiter(int begin) {
        char kind = source.charAt(begin + 1);
        char sign = begin + 2 < source.length() ? source.charAt(begin + 2) : ' ';
        String control = sign == '-' || sign == '+' ? String.valueOf(sign) : "";
        data(begin, control, kind != '{');
        advance(begin + 2 + control.length());
        switch (kind) {
            case '#' -> comment();
            case '%' -> tag(Token.Kind.BLOCK_BEGIN, Token.Kind.BLOCK_END, BLOCK_END);
            default -> tag(Token.Kind.VARIABLE_BEGIN, Token.Kind.VARIABLE_END, VARIABLE_END);
        }
    }

    private void comment() {
        Matcher end = COMMENT_END.matcher(source);
        if (!end.find(position)) {
            throw JinjaException.refused(line, "a comment {# has no end");
        }
        advance(end.end());
    }

    private void raw() {
        Matcher end = RAW_END.matcher(source);
        if (!end.find(position)) {
            throw JinjaException.refused(line, "{% raw %} has no {% endraw %}");
        }
        data(end.start(), end.group(1), true);
        advance(end.end());
    }

    private void tag(Token.Kind beginKind, Token.Kind endKind, Pattern endPattern) {
        tokens.add(new Token(beginKind, "", line));
        advance(tags.read(position, line, endPattern, tokens));
        tokens.add(new Token(endKind, "", line));
    }

    /** Data up to a delimiter, its end stripped as the delimiter asks for. */
    private void data(int end, String control, boolean isBlock) {
        String text = source.substring(position, end);
        if (control.equals("-")) {
            addData(PythonSpace.stripEnd(text));
        } else if (isBlock && control.isEmpty()) {
            addData(stripIndentation(text));
        } else {
            addData(text);
        }
        advance(end);
    }

    private String stripIndentation(String text) {
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean startsLine = lineStart > 0 || position == 0 || source.charAt(position - 1) == '\n';
        boolean blank = PythonSpace.skipSpace(text, lineStart) == text.length();
        return startsLine && blank ? text.substring(0, lineStart) : text;
    }

    private void addData(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Token.Kind.DATA, text, line));
        }
    }

    private void advance(int to) {
        for (int i = position; i < to; i++) {
            if (source.charAt(i) == '\n') {
                line++;
            }
        }
        position = to;
    }
}
