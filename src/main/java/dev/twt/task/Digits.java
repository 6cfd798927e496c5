package dev.twt.task;

import java.math.BigDecimal;
import java.util.Optional;

/** Reads a run of digits with separators: {@code 1,234.5}, {@code 1.234.567}, {@code 1.234,56}, {@code .25}. */
final class Digits {

    /** Longer runs are not numbers that a question asks for; exact arithmetic on them would be slow. */
    static final int MOST_DIGITS = 60;

    private Digits() {}

    /** After the last digit of the run that begins at {@code from}; a separator counts only before a digit. */
    static int end(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean separator = (c == ',' || c == '.') && Chars.digit(Chars.at(text, i + 1));
            if (!Chars.digit(c) && !separator) {
                break;
            }
            i++;
        }
        return i;
    }

    /** Its value, or empty where the separators allow no reading or two. */
    static Optional<BigDecimal> value(String run) {
        if (run.isEmpty() || run.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        int commas = count(run, ',');
        int dots = count(run, '.');
        String plain;
        if (commas == 0 && dots <= 1) {
            plain = run;
        } else if (dots <= 1 && run.lastIndexOf(',') < (dots == 1 ? run.indexOf('.') : run.length())) {
            plain = ungroup(run, ',', dots == 1 ? run.indexOf('.') : run.length());
        } else if (commas <= 1 && (commas == 0 || run.lastIndexOf('.') < run.indexOf(','))) {
            plain = ungroup(run, '.', commas == 1 ? run.indexOf(',') : run.length());
        } else {
            plain = null;
        }
        return Optional.ofNullable(plain).map(BigDecimal::new);
    }

    private static String ungroup(String run, char separator, int wholeEnd) {
        String[] groups = run.substring(0, wholeEnd).split("\\" + separator, -1);
        if (!grouped(groups)) {
            return null;
        }
        String rest = run.substring(wholeEnd);
        return String.join("", groups) + (rest.isEmpty() ? "" : "." + rest.substring(1));
    }

    /** Thousands (1,234,567), or lakh and crore (12,34,567). */
    private static boolean grouped(String[] groups) {
        int last = groups.length - 1;
        if (last == 0 || groups[last].length() != 3 || groups[0].isEmpty() || groups[0].length() > 3) {
            return false;
        }
        int middle = last > 1 ? groups[1].length() : 3;
        for (int i = 1; i < last; i++) {
            if (groups[i].length() != middle) {
                return false;
            }
        }
        return middle == 3 || (middle == 2 && groups[0].length() <= 2);
    }

    private static int count(String text, char c) {
        return (int) text.chars().filter(x -> x == c).count();
    }
}
