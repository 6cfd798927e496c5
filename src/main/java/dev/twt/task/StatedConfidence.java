package dev.twt.task;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Finds what a text says of its own certainty.
 *
 * @param start where the word stands that announces it
 * @param value in [0, 1]; absent where it was said in words or out of range
 */
record StatedConfidence(int start, OptionalDouble value) {

    private static final int WINDOW = 100;

    /** Below this a bare number over 1 could be meant on a scale to 5 or 10. */
    private static final BigDecimal LEAST_BARE_PERCENT = BigDecimal.TEN;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final Set<String> FILLER = Set.of(
            "is",
            "of",
            "about",
            "approximately",
            "around",
            "roughly",
            "level",
            "score",
            "rating",
            "in",
            "my",
            "the",
            "this",
            "that",
            "answer",
            "estimate",
            "at",
            "a",
            "high",
            "very",
            "low",
            "medium",
            "moderate",
            "extremely",
            "fairly",
            "near",
            "nearly",
            "almost",
            "stated",
            "to",
            "from",
            "percentage",
            "boxed",
            "text",
            "i",
            "would",
            "say",
            "be");

    private static final Set<String> CERTAIN = Set.of("confident", "sure", "certain", "certainty", "confidence");

    /** The last statement that gives a number, valid or not; empty when there is none. */
    static Optional<StatedConfidence> last(String text) {
        String lower = Chars.lower(text);
        Optional<StatedConfidence> labelled = lastLabelled(text, lower);
        return labelled.isPresent() ? labelled : lastPhrase(text, lower);
    }

    private static Optional<StatedConfidence> lastLabelled(String text, String lower) {
        for (int i = lower.lastIndexOf("confidence"); i >= 0; i = lower.lastIndexOf("confidence", i - 1)) {
            int end = i + "confidence".length();
            if (Chars.word(Chars.at(text, i - 1)) || Chars.word(Chars.at(text, end))) {
                continue;
            }
            int number = numberAfter(text, end);
            if (number >= 0) {
                return Optional.of(new StatedConfidence(i, scaled(text, number)));
            }
        }
        return Optional.empty();
    }

    /** "I am 90% sure". */
    private static Optional<StatedConfidence> lastPhrase(String text, String lower) {
        for (int i = text.lastIndexOf('%'); i >= 0; i = text.lastIndexOf('%', i - 1)) {
            int word = Chars.skip(text, i + 1, " *");
            int begin = i;
            while (begin > 0 && i - begin < 8 && "0123456789.".indexOf(text.charAt(begin - 1)) >= 0) {
                begin--;
            }
            if (begin < i && CERTAIN.contains(lower.substring(word, Chars.wordEnd(lower, word)))) {
                return Optional.of(new StatedConfidence(begin, scaled(text, begin)));
            }
        }
        return Optional.empty();
    }

    /** Where the number begins that belongs to the announcement, with nothing but filler between; -1 if none does. */
    private static int numberAfter(String text, int from) {
        int i = Chars.skip(text, from, "*_: \n");
        int stop = Math.min(text.length(), i + WINDOW);
        while (i < stop && text.charAt(i) != '\n') {
            char c = text.charAt(i);
            if (Chars.digit(c) || (c == '.' && Chars.digit(Chars.at(text, i + 1)))) {
                return signBefore(text, i);
            }
            if (Chars.letter(c)) {
                int end = Chars.wordEnd(text, i);
                if (!FILLER.contains(Chars.lower(text.substring(i, Math.min(end, i + 16))))) {
                    return -1;
                }
                i = end;
            } else if (c == '(' && text.substring(i, stop).indexOf("):") > 0) {
                // the scale repeated from the prompt: Confidence (0 to 1): 0.9
                i = text.indexOf("):", i) + 2;
            } else if (c == '.' || c == ';' || c == '?') {
                return -1;
            } else {
                i++;
            }
        }
        return -1;
    }

    private static int signBefore(String text, int number) {
        char before = Chars.at(text, number - 1);
        return before == '-' || before == '−' ? number - 1 : number;
    }

    private static OptionalDouble scaled(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < 12 && "0123456789.,".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        String digits = text.substring(from, end).replace(',', '.');
        while (digits.endsWith(".")) {
            digits = digits.substring(0, digits.length() - 1);
        }
        if (digits.isEmpty() || digits.indexOf('.') != digits.lastIndexOf('.')) {
            return OptionalDouble.empty();
        }
        BigDecimal value = new BigDecimal(digits);
        BigDecimal scale = scale(text, from + digits.length(), value);
        if (scale.signum() <= 0 || value.compareTo(scale) > 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value.divide(scale, MathContext.DECIMAL64).doubleValue());
    }

    /** What the number is out of; 0 where that can't be told. */
    private static BigDecimal scale(String text, int end, BigDecimal value) {
        int i = Chars.skip(text, end, " \\*");
        if (Chars.at(text, i) == '%' || text.regionMatches(true, i, "percent", 0, 7)) {
            return HUNDRED;
        }
        if ("-–~".indexOf(Chars.at(text, i)) >= 0 && Chars.digit(Chars.at(text, Chars.skip(text, i + 1, " ")))) {
            return BigDecimal.ZERO;
        }
        int whole = -1;
        if (Chars.at(text, i) == '/') {
            whole = Chars.skip(text, i + 1, " ");
        } else if (text.regionMatches(true, i, "out of ", 0, 7)) {
            whole = i + 7;
        }
        if (whole >= 0) {
            int stop = whole;
            while (stop - whole < 4 && Chars.digit(Chars.at(text, stop))) {
                stop++;
            }
            return stop > whole ? new BigDecimal(text.substring(whole, stop)) : BigDecimal.ZERO;
        }
        if (value.compareTo(BigDecimal.ONE) <= 0) {
            return BigDecimal.ONE;
        }
        return value.compareTo(LEAST_BARE_PERCENT) > 0 ? HUNDRED : BigDecimal.ZERO;
    }
}
