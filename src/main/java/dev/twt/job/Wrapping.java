package dev.twt.job;

import java.util.ArrayList;
import java.util.List;

/** Breaks text at blanks. */
final class Wrapping {
    private Wrapping() {}

    /**
     * Lines of at most {@code width} characters, all but the first indented. A word longer than a line, such as a
     * path, stays whole: it has to be copied.
     */
    static List<String> wrap(String text, String indent, int width) {
        List<String> lines = new ArrayList<>();
        for (String given : text.split("\\R", -1)) {
            wrapLine(lines.isEmpty() ? given : indent + given.strip(), indent, width, lines);
        }
        return lines;
    }

    private static void wrapLine(String text, String indent, int width, List<String> lines) {
        String rest = text;
        while (rest.length() > width) {
            int start = rest.length() - rest.stripLeading().length();
            int end = rest.lastIndexOf(' ', width);
            if (end <= start) {
                end = rest.indexOf(' ', Math.max(start, width));
            }
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = indent + rest.substring(end).stripLeading();
        }
        lines.add(rest);
    }
}
