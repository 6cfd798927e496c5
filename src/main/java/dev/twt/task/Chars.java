package dev.twt.task;

/** Questions about the characters round a position; none looks further than it is told. */
final class Chars {

    private Chars() {}

    static char at(CharSequence text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean letter(char c) {
        return c < 128 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') : Character.isLetter(c);
    }

    static boolean word(char c) {
        return digit(c) || letter(c);
    }

    static boolean space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u00a0' || c == '\u202f' || c == '\u2009';
    }

    static int skipSpaces(CharSequence text, int from) {
        int i = from;
        while (i < text.length() && space(text.charAt(i))) {
            i++;
        }
        return i;
    }

    static int skip(CharSequence text, int from, String any) {
        int i = from;
        while (i < text.length() && any.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    static int wordEnd(CharSequence text, int from) {
        int i = from;
        while (i < text.length() && letter(text.charAt(i))) {
            i++;
        }
        return i;
    }

    static int lineStart(String text, int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    static int lineEnd(String text, int index) {
        int end = text.indexOf('\n', index);
        return end < 0 ? text.length() : end;
    }

    /** Whether {@code word} stands at {@code index} as a word of its own, whatever its case. */
    static boolean wordAt(String text, int index, String word) {
        return text.regionMatches(true, index, word, 0, word.length())
                && !word(at(text, index - 1))
                && !word(at(text, index + word.length()));
    }

    /** The text with ASCII letters in lower case: every position stays what it was. */
    static String lower(String text) {
        StringBuilder lowered = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lowered.setCharAt(i, (char) (c + 32));
            }
        }
        return lowered.toString();
    }

    /** Where the sentence that begins at {@code from} ends: after its full stop, or at the end of its line. */
    static int sentenceEnd(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i;
            }
            if (endsSentence(text, i, from)) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** Where the sentence round {@code index} begins. */
    static int sentenceStart(String text, int index) {
        for (int i = index - 1; i >= 0; i--) {
            if (text.charAt(i) == '\n' || (i < index - 1 && endsSentence(text, i, 0))) {
                return i + 1;
            }
        }
        return 0;
    }

    /** A full stop ends a sentence unless it is a decimal point or closes a word of one or two letters (Dr., B.). */
    private static boolean endsSentence(String text, int i, int from) {
        char c = text.charAt(i);
        if (c != '.' && c != '!' && c != '?') {
            return false;
        }
        int next = skip(text, i + 1, "*\"')]}$\\");
        if (next < text.length() && !space(text.charAt(next))) {
            return false;
        }
        if (c != '.') {
            return true;
        }
        int wordStart = i;
        while (wordStart > from && i - wordStart < 3 && letter(text.charAt(wordStart - 1))) {
            wordStart--;
        }
        boolean abbreviation = i - wordStart > 0 && i - wordStart <= 2 && Character.isUpperCase(text.charAt(wordStart));
        return !abbreviation || skipSpaces(text, next) == text.length();
    }
}
