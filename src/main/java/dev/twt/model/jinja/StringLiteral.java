package dev.twt.model.jinja;

/** The value of a string literal: Python's escapes, those that it does not know left as they are. */
final class StringLiteral {
    private static final String LETTERS = "'\"\\nrtbfav";
    private static final String VALUES = "'\"\\\n\r\t\b\f\u0007\u000b";

    private final String inner;
    private final int line;
    private final StringBuilder value = new StringBuilder();
    private int position;

    private StringLiteral(String inner, int line) {
        this.inner = inner;
        this.line = line;
    }

    static String value(String inner, int line) {
        return inner.indexOf('\\') < 0 ? inner : new StringLiteral(inner, line).decode();
    }

    private String decode() {
        while (position < inner.length()) {
            char c = inner.charAt(position++);
            if (c == '\\') {
                escape(inner.charAt(position++));
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    private void escape(char c) {
        int known = LETTERS.indexOf(c);
        if (known >= 0) {
            value.append(VALUES.charAt(known));
        } else if (c >= '0' && c <= '7') {
            octal();
        } else {
            switch (c) {
                case '\n' -> {
                    // a backslash at the end of a line joins the lines
                }
                case 'x' -> hex(2);
                case 'u' -> hex(4);
                case 'U' -> hex(8);
                case 'N' -> throw JinjaException.refused(line, "the escape \\N{...} in a string is not supported");
                default -> value.append('\\').append(c);
            }
        }
    }

    private void octal() {
        int start = position - 1;
        while (position < inner.length()
                && position < start + 3
                && inner.charAt(position) >= '0'
                && inner.charAt(position) <= '7') {
            position++;
        }
        value.append((char) Integer.parseInt(inner.substring(start, position), 8));
    }

    private void hex(int digits) {
        try {
            value.appendCodePoint(Integer.parseUnsignedInt(inner.substring(position, position + digits), 16));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw JinjaException.refused(line, "a broken \\x, \\u or \\U escape in a string");
        }
        position += digits;
    }
}
