package dev.twt.task;

import java.util.Map;

/** Takes LaTeX and Markdown off a short piece of text, so that what is left reads as plain words and numbers. */
final class Markup {

    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("times", "*"),
            Map.entry("cdot", "*"),
            Map.entry("div", "/"),
            Map.entry("approx", " "),
            Map.entry("quad", " "),
            Map.entry("percent", "%"),
            Map.entry("pm", "±"),
            Map.entry("ldots", "..."),
            Map.entry("to", " to "),
            Map.entry("implies", "="),
            Map.entry("infty", "∞"),
            Map.entry("pi", "π"),
            Map.entry("sqrt", "√"));

    private final String source;
    private final StringBuilder plain = new StringBuilder();
    private int at;

    private Markup(String source) {
        this.source = source;
    }

    /** Linear in the length of the text; braces need not match. */
    static String plain(String text) {
        Markup markup = new Markup(text);
        while (markup.at < text.length()) {
            markup.step();
        }
        return markup.plain.toString();
    }

    private void step() {
        char c = source.charAt(at);
        if (c == '\\') {
            command();
        } else if (source.startsWith("{,}", at)) {
            plain.append(',');
            at += 3;
        } else if (c == '^' && Chars.at(source, at + 1) == '{') {
            group("^(", ")");
        } else if (source.startsWith("**", at) || source.startsWith("__", at)) {
            // Python's power has digits on both sides; emphasis has not.
            if (c == '*' && Chars.digit(lastPlain()) && Chars.digit(Chars.at(source, at + 2))) {
                plain.append('^');
            }
            at += 2;
        } else {
            if (c != '{' && c != '}' && c != '`') {
                plain.append(c);
            }
            at++;
        }
    }

    private char lastPlain() {
        return Chars.at(plain, plain.length() - 1);
    }

    private void command() {
        int start = at + 1;
        int end = start;
        while (end < source.length() && Chars.letter(source.charAt(end)) && source.charAt(end) < 128) {
            end++;
        }
        String name = source.substring(start, end);
        if (name.isEmpty()) {
            symbol(Chars.at(source, start));
        } else if (name.endsWith("frac")) {
            at = end;
            fraction();
        } else {
            plain.append(COMMANDS.getOrDefault(name, ""));
            at = end;
        }
    }

    private void symbol(char c) {
        at += 2;
        if (c == '%' || c == '$' || c == '&' || c == '#') {
            plain.append(c);
        } else if (c == ',' || c == '!') {
            // a thin space: between digits it parts thousands, elsewhere it is a space
            if (!(Chars.digit(lastPlain()) && Chars.digit(Chars.at(source, at)))) {
                plain.append(' ');
            }
        } else if (c == ';' || c == ' ' || c == ':' || c == '\\') {
            plain.append(' ');
        }
    }

    /** {@code \frac{3}{4}} and {@code \frac34}; after a whole number it is the fraction of a mixed number. */
    private void fraction() {
        if (Chars.digit(lastPlain())) {
            plain.append(' ');
        }
        String top = argument();
        String bottom = argument();
        plain.append(bracketed(top)).append('/').append(bracketed(bottom));
    }

    private static String bracketed(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (!Chars.digit(part.charAt(i))) {
                return "(" + part + ")";
            }
        }
        return part;
    }

    /** One level of braces; a fraction inside a fraction stays unread and is refused as a number. */
    private String argument() {
        at = Chars.skipSpaces(source, at);
        if (Chars.at(source, at) != '{') {
            String one = at < source.length() ? source.substring(at, at + 1) : "";
            at = Math.min(source.length(), at + 1);
            return one;
        }
        int close = source.indexOf('}', at);
        int end = close < 0 ? source.length() : close;
        String inside = source.substring(at + 1, end).strip();
        at = Math.min(source.length(), end + 1);
        return inside;
    }

    private void group(String open, String close) {
        int end = source.indexOf('}', at);
        if (end < 0) {
            at++;
            return;
        }
        plain.append(open).append(source, at + 2, end).append(close);
        at = end + 1;
    }
}
