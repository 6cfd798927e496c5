package dev.twt.task;

/** GSM8K's calculator notes, {@code <<48/2=24>>}, which stand before the number they worked out. */
final class Calculator {

    private static final int LONGEST = 200;

    private Calculator() {}

    static String without(String text) {
        int open = text.indexOf("<<");
        if (open < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int from = 0;
        while (open >= 0) {
            int limit = Math.min(text.length(), open + LONGEST);
            int close = text.substring(open, limit).indexOf(">>");
            boolean note = close > 0;
            kept.append(text, from, open);
            int end = note ? open + close + 2 : open + 2;
            // a model may write the note and leave out the number after it
            if (note && !Chars.digit(Chars.at(text, Chars.skip(text, end, "$.-")))) {
                kept.append(result(text.substring(open + 2, open + close)));
            }
            from = end;
            open = text.indexOf("<<", from);
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static String result(String note) {
        return note.substring(note.lastIndexOf('=') + 1);
    }
}
