package dev.twt.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one number out of plain text: sign, currency, separators, fraction, mixed number, exponent, scale word. */
final class NumberReader {

    private static final String CURRENCY = "$€£¥₹";
    private static final String MINUS = "-−–";
    private static final int LARGEST_EXPONENT = 100;
    private static final String VULGAR = "½⅓⅔¼¾⅕⅛";
    private static final int[][] VULGAR_VALUES = {{1, 2}, {1, 3}, {2, 3}, {1, 4}, {3, 4}, {1, 5}, {1, 8}};

    private final String text;
    private int at;

    private NumberReader(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The number that begins exactly at {@code from}. */
    static Optional<ReadNumber> readAt(String text, int from) {
        NumberReader reader = new NumberReader(text, from);
        return reader.signed().map(value -> new ReadNumber(value, reader.at));
    }

    /** Every number in digits, in order. Digits inside a word (H2O, x2) and clock times are none. */
    static List<ReadNumber> all(String text) {
        List<ReadNumber> found = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            Optional<ReadNumber> number = startsNumber(text, i) ? readAt(text, i) : Optional.empty();
            if (number.isPresent()) {
                found.add(number.get());
                i = number.get().end();
            } else {
                i = Math.max(i + 1, Chars.skip(text, i, "0123456789.,/:"));
            }
        }
        return found;
    }

    private static boolean startsNumber(String text, int i) {
        char c = text.charAt(i);
        char before = Chars.at(text, i - 1);
        boolean free = !Chars.word(before) && before != ':' && before != '^';
        if (Chars.digit(c)) {
            return free || (before == ':' && !Chars.digit(Chars.at(text, i - 2)));
        }
        if (MINUS.indexOf(c) >= 0) {
            // a hyphen between words or numbers is no sign
            return !Chars.word(before) && before != ')' && !digitBeforeSpaces(text, i);
        }
        return CURRENCY.indexOf(c) >= 0 || VULGAR.indexOf(c) >= 0 || (c == '.' && !Chars.word(before));
    }

    private static boolean digitBeforeSpaces(String text, int i) {
        int j = i - 1;
        while (j >= 0 && i - j < 4 && Chars.space(text.charAt(j))) {
            j--;
        }
        return Chars.digit(Chars.at(text, j));
    }

    private Optional<Rational> signed() {
        boolean negative = sign();
        at = Chars.skip(text, at, CURRENCY + " ");
        negative ^= sign();
        at = Chars.skip(text, at, CURRENCY);
        Optional<Rational> size = magnitude();
        return negative ? size.map(Rational::negated) : size;
    }

    private boolean sign() {
        for (String word : List.of("minus ", "negative ")) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                at += word.length();
                return true;
            }
        }
        if (at < text.length() && MINUS.indexOf(text.charAt(at)) >= 0) {
            at++;
            return true;
        }
        return false;
    }

    private Optional<Rational> magnitude() {
        if (vulgar(at).isPresent()) {
            Optional<Rational> part = vulgar(at);
            at++;
            return part;
        }
        int end = Digits.end(text, at);
        Optional<BigDecimal> digits = Digits.value(text.substring(at, end));
        if (digits.isEmpty() || clock(end)) {
            return Optional.empty();
        }
        at = end;
        return fractionOf(Rational.of(digits.get())).flatMap(this::scaled);
    }

    private boolean clock(int end) {
        return Chars.at(text, end) == ':' && Chars.digit(Chars.at(text, end + 1));
    }

    /** {@code 3/4}, {@code 1 1/2} and {@code 1½}; empty for a division by zero or a date. */
    private Optional<Rational> fractionOf(Rational whole) {
        if (vulgar(at).isPresent()) {
            Rational sum = whole.plus(vulgar(at).get());
            at++;
            return Optional.of(sum);
        }
        if (whole.isWhole() && Chars.at(text, at) == ' ' && Chars.digit(Chars.at(text, at + 1))) {
            int back = at;
            at++;
            Optional<Rational> top = whole();
            Optional<Rational> part = top.isPresent() && slash() ? over(top.get()) : Optional.empty();
            if (part.isPresent() && part.get().numerator().compareTo(part.get().denominator()) < 0) {
                return part.map(whole::plus);
            }
            at = back;
        }
        return slash() ? over(whole) : Optional.of(whole);
    }

    private boolean slash() {
        int next = Chars.skip(text, at, " ");
        if ((Chars.at(text, next) == '/' || Chars.at(text, next) == '⁄')
                && Chars.digit(Chars.at(text, Chars.skip(text, next + 1, " ")))) {
            at = Chars.skip(text, next + 1, " ");
            return true;
        }
        return false;
    }

    private Optional<Rational> over(Rational top) {
        Optional<Rational> bottom = whole();
        if (slash()) {
            return Optional.empty();
        }
        return bottom.flatMap(top::over);
    }

    private Optional<Rational> whole() {
        int end = Digits.end(text, at);
        Optional<BigDecimal> digits = Digits.value(text.substring(at, end));
        at = end;
        return digits.map(Rational::of);
    }

    private Optional<Rational> vulgar(int index) {
        int which = index < text.length() ? VULGAR.indexOf(text.charAt(index)) : -1;
        return which < 0
                ? Optional.empty()
                : Optional.of(new Rational(
                        BigInteger.valueOf(VULGAR_VALUES[which][0]), BigInteger.valueOf(VULGAR_VALUES[which][1])));
    }

    private Optional<Rational> scaled(Rational value) {
        int exponentAt = exponentStart();
        if (exponentAt > 0) {
            int digitsAt = Chars.skip(text, exponentAt, "+-−");
            int end = Digits.end(text, digitsAt);
            int exponent = end - digitsAt > 3 || text.substring(digitsAt, end).indexOf(',') >= 0
                    ? LARGEST_EXPONENT + 1
                    : new BigDecimal(text.substring(digitsAt, end)).intValue();
            at = Chars.skip(text, end, ")");
            boolean negative = "-−".indexOf(text.charAt(exponentAt)) >= 0;
            return exponent > LARGEST_EXPONENT
                    ? Optional.empty()
                    : Optional.of(value.times10To(negative ? -exponent : exponent));
        }
        int word = Chars.skip(text, at, " ");
        int end = Chars.wordEnd(text, word);
        Optional<Long> scale = word > at ? NumberWords.scale(text.substring(word, end)) : Optional.empty();
        if (scale.isPresent()) {
            at = end;
        }
        return Optional.of(scale.map(s -> value.times(Rational.of(s))).orElse(value));
    }

    /** Where the exponent of {@code 1.5e6}, {@code 3 x 10^5} or {@code 3 * 10^(-5)} begins, or -1. */
    private int exponentStart() {
        char c = Chars.at(text, at);
        if (c == 'e' || c == 'E') {
            int digits = Chars.skip(text, at + 1, "+-");
            boolean written = digits - at <= 2 && Chars.digit(Chars.at(text, digits));
            return written && !Chars.letter(Chars.at(text, Digits.end(text, digits))) ? at + 1 : -1;
        }
        int times = Chars.skip(text, at, " ");
        if ("x×*·".indexOf(Chars.at(text, times)) < 0) {
            return -1;
        }
        int ten = Chars.skip(text, times + 1, " ");
        if (!text.startsWith("10^", ten)) {
            return -1;
        }
        int exponent = Chars.skip(text, ten + 3, "(");
        return Chars.digit(Chars.at(text, Chars.skip(text, exponent, "+-−"))) ? exponent : -1;
    }
}
