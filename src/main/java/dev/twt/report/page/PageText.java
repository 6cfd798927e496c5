package dev.twt.report.page;

/**
 * Texts of models as a page can show them: what no page may hold, such as half a surrogate pair or a control character, is
 * shown as a sign for it. Escaping is the template's affair.
 */
final class PageText {
    private static final char REPLACEMENT = '\uFFFD';
    /** Unicode's pictures of the control characters. */
    private static final int PICTURES = 0x2400;

    private static final char DELETE = 0x7F;
    private static final char PICTURE_OF_DELETE = '\u2421';

    private PageText() {}

    /** The text with signs for what cannot be shown. */
    static String shown(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int instead = instead(point);
            if (instead != point && shown == null) {
                shown = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (shown != null) {
                shown.appendCodePoint(instead);
            }
            i += Character.charCount(point);
        }
        return shown == null ? text : shown.toString();
    }

    private static int instead(int point) {
        if (point < ' ') {
            return point == '\n' || point == '\t' ? point : point == '\r' ? '\n' : PICTURES + point;
        }
        if (point == DELETE) {
            return PICTURE_OF_DELETE;
        }
        boolean control = point > DELETE && point < 0xA0;
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        boolean never = (point & 0xFFFE) == 0xFFFE;
        return control || half || never ? REPLACEMENT : point;
    }

    /**
     * The beginning of a text.
     *
     * @param most characters; a pair that stands for one is not parted
     */
    static String begin(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
