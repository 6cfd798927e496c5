package dev.twt.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds choices' labels as models write them: {@code (B)}, {@code B)}, {@code B.}, {@code **B**}, {@code [b]}. */
final class Labels {

    /**
     * A label found in a text.
     *
     * @param label as the question spells it
     * @param end after it and its bracket or point
     */
    record Label(String label, int end) {}

    private static final int LONGEST = 4;

    private Labels() {}

    static boolean either(String text) {
        return Chars.wordAt(text, 0, "either") || Chars.wordAt(text, 0, "both");
    }

    /** The label that begins exactly at {@code from}. */
    static Optional<Label> at(String text, int from, Choices choices) {
        char open = Chars.at(text, from);
        boolean bracket = open == '(' || open == '[';
        int start = bracket ? Chars.skip(text, from + 1, " *") : from;
        if (Chars.word(Chars.at(text, start - 1))) {
            return Optional.empty();
        }
        int end = start;
        while (end < text.length() && end - start < LONGEST && Chars.word(text.charAt(end))) {
            end++;
        }
        String written = text.substring(start, end);
        Optional<String> label = choices.label(written);
        if (label.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt after = after(text, written, end, bracket, choices);
        return after.isPresent() ? Optional.of(new Label(label.get(), after.getAsInt())) : Optional.empty();
    }

    /** Where a label ends with its bracket or point; empty if the letters are no label. */
    private static OptionalInt after(String text, String written, int end, boolean bracket, Choices choices) {
        int next = Chars.skip(text, end, "*");
        char c = Chars.at(text, next);
        boolean close = c == ')' || c == ']';
        if (bracket || close) {
            return close ? OptionalInt.of(next + 1) : OptionalInt.empty();
        }
        if ((c == '.' || c == ':') && !Chars.word(Chars.at(text, next + 1))) {
            return OptionalInt.of(next + 1);
        }
        boolean stop = next >= text.length() || ",;\n\"!?$]".indexOf(c) >= 0 || next > end;
        boolean upper = Character.isUpperCase(written.charAt(0)) || Chars.digit(written.charAt(0));
        if (stop) {
            return OptionalInt.of(next);
        }
        if (c == '\'' || c == '-' || c == '/' && !upper) {
            return OptionalInt.empty();
        }
        // "A place where": an article, unless the choice's own words follow
        boolean article = written.equals("A") || written.equals("I");
        boolean plain = upper && (!article || !Character.isLowerCase(Chars.at(text, Chars.skip(text, next, " "))));
        boolean own = choices.textFollows(text, written, next);
        return plain || own || (upper && reasonFollows(text, next)) ? OptionalInt.of(next) : OptionalInt.empty();
    }

    private static boolean reasonFollows(String text, int at) {
        int i = Chars.skip(text, at, " ");
        for (String word : new String[] {"because", "since", "as", "or", "and", "which", "for", "with", "not"}) {
            if (Chars.wordAt(text, i, word)) {
                return true;
            }
        }
        return false;
    }

    /** Labels set off by brackets or emphasis, and letters after "option" or "choice". */
    static List<Label> all(String text, Choices choices) {
        List<Label> found = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean opens = c == '(' || c == '[';
            boolean free = Chars.word(c) && !Chars.word(Chars.at(text, i - 1));
            if (opens || (free && (closes(text, i) || named(text, i)))) {
                int from = i;
                at(text, from, choices).ifPresent(found::add);
            }
        }
        return found;
    }

    /** {@code B)} in the middle of a text: the bracket comes right after a capital or a digit. */
    private static boolean closes(String text, int i) {
        return !Character.isLowerCase(text.charAt(i)) && Chars.at(text, i + 1) == ')' && Chars.at(text, i - 1) != '(';
    }

    private static boolean named(String text, int i) {
        return before(text, i, "option ") || before(text, i, "choice ");
    }

    private static boolean before(String text, int i, String word) {
        return i >= word.length() && text.regionMatches(true, i - word.length(), word, 0, word.length());
    }
}
