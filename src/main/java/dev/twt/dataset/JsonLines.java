package dev.twt.dataset;

/** Lines of JSON files. */
final class JsonLines {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private JsonLines() {}

    /** The line without byte order mark and blanks around it. */
    static String clean(String line) {
        String text = !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
        return text.strip();
    }
}
