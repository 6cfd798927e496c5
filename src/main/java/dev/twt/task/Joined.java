package dev.twt.task;

/** Looks at what follows a number: whether a second number is joined to it, or it is part of an expression. */
final class Joined {

    private static final int MOST_UNIT_WORDS = 3;

    private Joined() {}

    /** "10-12", "10 to 12", "5 or 6", "3 hours and 15 minutes", "4, 5". */
    static boolean several(String rest) {
        int i = unit(rest);
        char c = Chars.at(rest, i);
        if ("-–—−".indexOf(c) >= 0 && c != '\0') {
            return number(rest, Chars.skip(rest, i + 1, " "));
        }
        if (c == ',') {
            int next = Chars.skip(rest, i + 1, " ");
            return next == i + 1 ? number(rest, next) : number(rest, next) && !Chars.letter(Chars.at(rest, i - 1));
        }
        for (String joint : new String[] {"to", "or", "and"}) {
            if (Chars.wordAt(rest, i, joint)) {
                return number(rest, Chars.skip(rest, i + joint.length(), " "));
            }
        }
        return false;
    }

    /** "6 + 2x", "2x", "5^2 …", "3:30": what was read is only a part of what was said. */
    static boolean expression(String rest) {
        char first = Chars.at(rest, 0);
        if ("xyzn".indexOf(first) >= 0 && first != '\0' && !Chars.letter(Chars.at(rest, 1))) {
            return true;
        }
        if (first == ':' && Chars.digit(Chars.at(rest, 1))) {
            return true;
        }
        int i = Chars.skip(rest, 0, " ");
        if (i == 1 && Digits.end(rest, i) - i == 3) {
            // "7 250" may be thousands parted by a blank, or two numbers
            return true;
        }
        char c = Chars.at(rest, i);
        if (c == ')' && "*/+-^".indexOf(Chars.at(rest, Chars.skip(rest, i + 1, " "))) >= 0) {
            return true;
        }
        char next = Chars.at(rest, Chars.skip(rest, i + 1, " ("));
        boolean operator = "+*^×÷√".indexOf(c) >= 0 && c != '\0';
        boolean minus = (c == '-' || c == '−') && i > 0 && "xyzn".indexOf(next) >= 0 && next != '\0';
        return (operator && Chars.word(next)) || minus || (c == '/' && Chars.digit(next));
    }

    /** After the words that say what was counted. */
    private static int unit(String rest) {
        int i = Chars.skip(rest, 0, " %");
        for (int words = 0; words < MOST_UNIT_WORDS; words++) {
            int end = Chars.wordEnd(rest, i);
            String word = rest.substring(i, end);
            if (end == i || word.equals("to") || word.equals("or") || word.equals("and")) {
                break;
            }
            i = Chars.skip(rest, end, " ");
        }
        return i;
    }

    private static boolean number(String rest, int at) {
        int i = Chars.skip(rest, at, "$€£-");
        if (Chars.digit(Chars.at(rest, i))) {
            return true;
        }
        return i < rest.length() && NumberWords.readAt(rest, i).isPresent();
    }
}
