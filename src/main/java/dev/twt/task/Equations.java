package dev.twt.task;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Checks the sums that a text works out: {@code 12 * 3 = 36}, {@code <<48/2=24>>}, {@code 5 + 3 - 2 = 8 - 2 = 6}. Only
 * numbers count: what holds a word or a letter ("12 apples + 3", "2x + 3 = 7") is no sum that can be checked. A result may
 * be rounded or cut to the decimals it shows. Linear in the length of the text, of which no more than
 * {@link #LONGEST} characters and {@link #MOST} equations are looked at.
 *
 * @param checked equations that could be worked out
 * @param holding of these, the right ones
 */
public record Equations(int checked, int holding) {
    static final int LONGEST = 50_000;
    static final int MOST = 200;

    /** Sides are no longer; {@link Arithmetic} takes as much. */
    private static final int SIDE = 200;

    private static final String SIGNS = "+-*/^()[].,$% ×÷−x·";
    private static final String OPERATORS = "+-*/^×÷−·";

    /** The equations of a text. */
    public static Equations of(String text) {
        String plain = plain(text);
        int checked = 0;
        int holding = 0;
        for (int equals = plain.indexOf('='); equals >= 0 && checked < MOST; equals = plain.indexOf('=', equals + 1)) {
            Optional<Boolean> holds = holds(plain, equals);
            checked += holds.isPresent() ? 1 : 0;
            holding += holds.orElse(false) ? 1 : 0;
        }
        return new Equations(checked, holding);
    }

    /** Share of the checked ones that hold; empty where there is none. */
    public Optional<Double> share() {
        return checked == 0 ? Optional.empty() : Optional.of((double) holding / checked);
    }

    private static String plain(String text) {
        String some = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        // A calculator note ends with the result; what follows it is the text's own copy of that.
        return Markup.plain(some.replace("<<", "\n").replace(">>", "\n"))
                .replace("% of ", "% * ")
                .replace('–', '-');
    }

    private static Optional<Boolean> holds(String text, int equals) {
        if ("<>!=≠≤≥:".indexOf(Chars.at(text, equals - 1)) >= 0 || Chars.at(text, equals + 1) == '=') {
            return Optional.empty();
        }
        String left = left(text, equals);
        String right = right(text, equals + 1);
        if (!isSum(left) || right.isEmpty()) {
            return Optional.empty();
        }
        return holds(left, right);
    }

    /** A percentage is a hundredth or, in "20% + 5% = 25%", a number with a sign behind it. */
    private static Optional<Boolean> holds(String left, String right) {
        Optional<Boolean> plain = compared(left.replace("%", ""), right.replace("%", ""));
        if (!left.contains("%") && !right.contains("%") || plain.orElse(false)) {
            return plain;
        }
        return compared(hundredths(left), hundredths(right));
    }

    private static String hundredths(String side) {
        return side.replace("%", "/100");
    }

    private static Optional<Boolean> compared(String left, String right) {
        Optional<Rational> result = Arithmetic.evaluate(left);
        Optional<Rational> said = Arithmetic.evaluate(right);
        return result.isEmpty() || said.isEmpty()
                ? Optional.empty()
                : Optional.of(result.equals(said) || rounded(result.get(), said.get(), right));
    }

    /** 10 / 3 = 3.33, 100 / 3 = 33; but 7 / 2 = 3 is wrong, for 3.5 can be written. */
    private static boolean rounded(Rational exact, Rational said, String written) {
        int decimals = decimals(written);
        if (decimals < 0 || (decimals == 0 && exact.decimal().isPresent())) {
            return false;
        }
        BigDecimal apart = decimal(exact).subtract(decimal(said)).abs();
        BigDecimal unit = BigDecimal.ONE.movePointLeft(decimals);
        return decimals == 0 ? apart.multiply(BigDecimal.valueOf(2)).compareTo(unit) <= 0 : apart.compareTo(unit) < 0;
    }

    private static BigDecimal decimal(Rational value) {
        return new BigDecimal(value.numerator())
                .divide(new BigDecimal(value.denominator()), Rational.DECIMAL_PLACES + 3, RoundingMode.HALF_EVEN);
    }

    /** Decimals that a single number shows; -1 for a sum. */
    private static int decimals(String written) {
        String number = written.replace("$", "").replace("/100", "").strip();
        int first = number.startsWith("-") ? 1 : 0;
        if (Digits.end(number, first) != number.length()) {
            return -1;
        }
        int dot = number.lastIndexOf('.');
        return dot < 0 ? 0 : number.length() - dot - 1;
    }

    /** What stands before the sign, back to the first thing that belongs to no sum; empty if that cuts one off. */
    private static String left(String text, int equals) {
        int from = equals;
        while (from > 0 && equals - from < SIDE && sign(text, from - 1)) {
            from--;
        }
        int start = afterSentence(text, from, equals);
        char before = Chars.at(text, from - 1);
        boolean lineStart = from == 0 || before == '\n';
        if (start > from || lineStart) {
            return withoutBullet(text.substring(start, equals).strip());
        }
        String side = text.substring(from, equals);
        // "apples - 5 + 3" and "a5 + 3" have lost their beginning.
        boolean cut = equals - from >= SIDE
                || OPERATORS.indexOf(Chars.at(side.strip(), 0)) >= 0 && !negative(side)
                || !side.startsWith(" ") && Chars.letter(before);
        return cut ? "" : side.strip();
    }

    private static boolean negative(String side) {
        return side.startsWith(" -") && Chars.digit(Chars.at(side, 2));
    }

    private static String withoutBullet(String side) {
        boolean bullet = side.length() > 2 && "-*+".indexOf(side.charAt(0)) >= 0 && side.charAt(1) == ' ';
        return bullet ? side.substring(2).strip() : side;
    }

    /** After the last full stop, comma or "1)" between two blanks; they end what was said before. */
    private static int afterSentence(String text, int from, int to) {
        int start = from;
        for (int i = from; i < to - 1; i++) {
            boolean end = (text.charAt(i) == '.' || text.charAt(i) == ',') && text.charAt(i + 1) == ' ';
            start = end ? i + 1 : start;
        }
        return start;
    }

    /** What stands after the sign, up to the first thing that belongs to no sum; empty if that cuts one off. */
    private static String right(String text, int from) {
        int to = from;
        while (to < text.length() && to - from < SIDE && sign(text, to) && !sentenceEnds(text, to)) {
            to++;
        }
        String side = text.substring(from, to).strip();
        char after = Chars.at(text, to);
        boolean unit = Chars.letter(after) && Chars.letter(Chars.at(text, to + 1));
        boolean variable = Chars.letter(after) && !unit && Chars.digit(Chars.at(text, to - 1));
        boolean goesOn = !side.isEmpty() && OPERATORS.indexOf(side.charAt(side.length() - 1)) >= 0;
        boolean cents = text.startsWith("cent", Chars.skip(text, to, " "));
        return to - from >= SIDE || variable || goesOn || cents ? "" : withoutTail(side);
    }

    /** "3.33 (rounded" and "36.": an open bracket or a stop behind the number is no part of it. */
    private static String withoutTail(String side) {
        int end = side.length();
        while (end > 0 && ".,([ ".indexOf(side.charAt(end - 1)) >= 0) {
            end--;
        }
        String number = side.substring(0, end);
        // The bracket that closes what was opened before the left side.
        boolean closes = number.endsWith(")") && number.indexOf('(') < 0;
        return closes ? number.substring(0, end - 1).strip() : number;
    }

    private static boolean sentenceEnds(String text, int at) {
        char c = text.charAt(at);
        char next = Chars.at(text, at + 1);
        return (c == '.' || c == ',') && !Chars.digit(next);
    }

    private static boolean sign(String text, int at) {
        char c = text.charAt(at);
        return Chars.digit(c)
                || (c == 'x' ? Chars.at(text, at - 1) == ' ' && Chars.at(text, at + 1) == ' ' : SIGNS.indexOf(c) >= 0);
    }

    private static boolean isSum(String side) {
        for (int i = 1; i < side.length(); i++) {
            if (OPERATORS.indexOf(side.charAt(i)) >= 0 || side.charAt(i) == 'x') {
                return true;
            }
        }
        return false;
    }
}
