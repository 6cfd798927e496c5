package dev.twt.model.jinja;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** Python's changes of case. */
final class Casing {
    private Casing() {}

    static Text upper(Text text) {
        return change(text, string -> string.toUpperCase(Locale.ROOT));
    }

    static Text lower(Text text) {
        return change(text, string -> string.toLowerCase(Locale.ROOT));
    }

    static Text capitalize(Text text) {
        return change(text, Casing::capitalized);
    }

    /** {@code str.title()}: every letter after none. */
    static Text title(Text text) {
        return change(text, Casing::titled);
    }

    /** Jinja's filter {@code title}, which cuts words at blanks, hyphens and opening brackets. */
    static Text titleFilter(Text text) {
        return change(text, Casing::titledWords);
    }

    private static Text change(Text text, UnaryOperator<String> operation) {
        String changed = operation.apply(text.string());
        return changed.length() == text.string().length()
                ? Text.marked(changed, text.userPositions())
                : Text.derived(changed, text);
    }

    private static String capitalized(String string) {
        if (string.isEmpty()) {
            return string;
        }
        int first = string.offsetByCodePoints(0, 1);
        return titleCase(string.codePointAt(0)) + lowerAfterFirst(string, first);
    }

    private static String titled(String string) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int c : string.codePoints().toArray()) {
            requireNoSigma(c);
            out.append(inWord ? Character.toString(c).toLowerCase(Locale.ROOT) : titleCase(c));
            inWord = Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
        }
        return out.toString();
    }

    /** The lower case of a sigma depends on what is before it. */
    private static String lowerAfterFirst(String string, int first) {
        string.codePoints().forEach(Casing::requireNoSigma);
        return string.substring(first).toLowerCase(Locale.ROOT);
    }

    private static void requireNoSigma(int c) {
        if (c == '\u03a3') {
            throw JinjaException.failed("the case of a Greek sigma is not supported");
        }
    }

    private static String titleCase(int c) {
        String upper = Character.toString(c).toUpperCase(Locale.ROOT);
        return upper.length() == Character.charCount(c)
                ? Character.toString(Character.toTitleCase(c))
                : upper.charAt(0) + upper.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String titledWords(String string) {
        StringBuilder out = new StringBuilder();
        int start = 0;
        while (start < string.length()) {
            boolean between = startsWord(string.charAt(start));
            int end = start;
            while (end < string.length() && startsWord(string.charAt(end)) == between) {
                end++;
            }
            String piece = string.substring(start, end);
            int first = piece.offsetByCodePoints(0, 1);
            out.append(piece.substring(0, first).toUpperCase(Locale.ROOT))
                    .append(piece.substring(first).toLowerCase(Locale.ROOT));
            start = end;
        }
        return out.toString();
    }

    private static boolean startsWord(char c) {
        return "-({[<".indexOf(c) >= 0 || PythonSpace.isSpace(c);
    }
}
