package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's splitting, stripping and replacing of strings; who wrote what is kept. */
final class Search {
    private Search() {}

    /** @param characters what to strip; null for whitespace */
    static Text strip(Text text, Text characters, boolean left, boolean right) {
        String string = text.string();
        int begin = 0;
        int end = string.length();
        while (left && begin < end && strips(characters, string.codePointAt(begin))) {
            begin = string.offsetByCodePoints(begin, 1);
        }
        while (right && end > begin && strips(characters, string.codePointBefore(end))) {
            end = string.offsetByCodePoints(end, -1);
        }
        return text.substring(begin, end);
    }

    private static boolean strips(Text characters, int c) {
        return characters == null
                ? Character.isBmpCodePoint(c) && PythonSpace.isSpace((char) c)
                : characters.string().indexOf(c) >= 0;
    }

    /** @param limit most splits to make; negative for no limit */
    static List<Object> split(Text text, Text separator, long limit) {
        if (separator == null) {
            return splitAtSpace(text, limit);
        }
        requireSeparator(separator);
        List<Object> parts = new ArrayList<>();
        String string = text.string();
        int start = 0;
        int found = string.indexOf(separator.string());
        while (found >= 0 && (limit < 0 || parts.size() < limit)) {
            parts.add(text.substring(start, found));
            start = found + separator.string().length();
            found = string.indexOf(separator.string(), start);
        }
        parts.add(text.substring(start, string.length()));
        return parts;
    }

    static List<Object> splitFromEnd(Text text, Text separator, long limit) {
        if (limit < 0) {
            return split(text, separator, limit);
        }
        if (separator == null) {
            throw JinjaException.failed("rsplit() by whitespace with a limit is not supported");
        }
        requireSeparator(separator);
        List<Object> parts = new ArrayList<>();
        int width = separator.string().length();
        int end = text.string().length();
        int found = text.string().lastIndexOf(separator.string());
        while (found >= 0 && parts.size() < limit) {
            parts.add(text.substring(found + width, end));
            end = found;
            found = end < width ? -1 : text.string().lastIndexOf(separator.string(), end - width);
        }
        parts.add(text.substring(0, end));
        Collections.reverse(parts);
        return parts;
    }

    private static void requireSeparator(Text separator) {
        if (separator.isEmpty()) {
            throw JinjaException.failed("split() by an empty separator");
        }
    }

    private static List<Object> splitAtSpace(Text text, long limit) {
        List<Object> parts = new ArrayList<>();
        String string = text.string();
        int start = PythonSpace.skipSpace(string, 0);
        while (start < string.length()) {
            int end = start;
            boolean last = limit >= 0 && parts.size() >= limit;
            while (end < string.length() && (last || !PythonSpace.isSpace(string.charAt(end)))) {
                end++;
            }
            parts.add(text.substring(start, end));
            start = PythonSpace.skipSpace(string, end);
        }
        return parts;
    }

    static List<Object> lines(Text text, boolean keepEnds) {
        List<Object> lines = new ArrayList<>();
        String string = text.string();
        int start = 0;
        while (start < string.length()) {
            int end = start;
            while (end < string.length() && !PythonSpace.isLineBreak(string.charAt(end))) {
                end++;
            }
            int next = Math.min(string.length(), end + (string.startsWith("\r\n", end) ? 2 : 1));
            lines.add(text.substring(start, keepEnds ? next : end));
            start = next;
        }
        return lines;
    }

    /**
     * Replaces text; what replaces a user's characters counts as the user's.
     *
     * @param limit most replacements; negative for no limit
     */
    static Text replace(Text text, Text old, Text by, long limit) {
        TextBuilder out = new TextBuilder();
        String string = text.string();
        int width = old.string().length();
        int start = 0;
        int found = string.indexOf(old.string());
        for (long n = 0; found >= 0 && (limit < 0 || n < limit); n++) {
            out.append(text.substring(start, found));
            if (text.hasUser(found, found + width)) {
                out.append(by.string(), true);
            } else {
                out.append(by);
            }
            start = found + width;
            found = width > 0 ? string.indexOf(old.string(), start) : nextCharacter(string, found);
        }
        return out.append(text.substring(start, string.length())).build();
    }

    private static int nextCharacter(String string, int position) {
        return position < string.length() ? string.offsetByCodePoints(position, 1) : -1;
    }
}
