package dev.twt.task;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Numbers written in English words: twelve, twenty-one, one hundred and five, two thirds. */
final class NumberWords {

    private static final int MOST_WORDS = 16;

    private static final Map<String, Integer> SMALL = Map.ofEntries(
            Map.entry("zero", 0),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("thirteen", 13),
            Map.entry("fourteen", 14),
            Map.entry("fifteen", 15),
            Map.entry("sixteen", 16),
            Map.entry("seventeen", 17),
            Map.entry("eighteen", 18),
            Map.entry("nineteen", 19),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("fifty", 50),
            Map.entry("sixty", 60),
            Map.entry("seventy", 70),
            Map.entry("eighty", 80),
            Map.entry("ninety", 90));

    private static final Map<String, Long> SCALES = Map.of(
            "thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L, "trillion", 1_000_000_000_000L);

    private static final Map<String, Integer> PARTS = Map.of(
            "half", 2, "halves", 2, "third", 3, "thirds", 3, "quarter", 4, "quarters", 4, "fourths", 4, "fifths", 5);

    private final String text;
    private int at;
    private int end;
    private long total;
    private long current;
    private boolean any;

    private NumberWords(String text, int from) {
        this.text = text;
        this.at = from;
        this.end = from;
    }

    /** 100, 1,000, … for a scale that may follow digits ("2.5 million"). */
    static Optional<Long> scale(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.equals("hundred") ? Optional.of(100L) : Optional.ofNullable(SCALES.get(lower));
    }

    /** The number in words that begins at {@code from}, if one does. */
    static Optional<ReadNumber> readAt(String text, int from) {
        return new NumberWords(text, from).read();
    }

    private Optional<ReadNumber> read() {
        for (int words = 0; words < MOST_WORDS; words++) {
            int stop = Chars.wordEnd(text, at);
            if (stop == at || !take(text.substring(at, stop).toLowerCase(Locale.ROOT), stop)) {
                break;
            }
            at = Chars.skip(text, stop, " -");
        }
        return any ? Optional.of(withPart()) : Optional.empty();
    }

    private boolean take(String word, int stop) {
        Integer small = SMALL.get(word);
        Long scale = SCALES.get(word);
        if (small != null) {
            // "twenty one" goes on, "two five" does not
            if (any && current % 10 != 0 || any && current % 100 != 0 && small >= 10) {
                return false;
            }
            current += small;
        } else if (any && word.equals("hundred")) {
            current *= 100;
        } else if (any && scale != null && current > 0) {
            total += current * scale;
            current = 0;
        } else {
            return any && word.equals("and") && current % 100 == 0 && joinsNumber(stop);
        }
        any = true;
        end = stop;
        return Math.abs(total) < Long.MAX_VALUE / 1_000_000;
    }

    /** "one hundred and five", but not "five and six". */
    private boolean joinsNumber(int stop) {
        int next = Chars.skipSpaces(text, stop);
        boolean afterScale = current >= 100 || total > 0;
        return afterScale
                && SMALL.containsKey(
                        text.substring(next, Chars.wordEnd(text, next)).toLowerCase(Locale.ROOT));
    }

    private ReadNumber withPart() {
        Rational whole = Rational.of(total + current);
        int next = Chars.skip(text, end, " -");
        int stop = Chars.wordEnd(text, next);
        Integer part = PARTS.get(text.substring(next, stop).toLowerCase(Locale.ROOT));
        return part == null
                ? new ReadNumber(whole, end)
                : new ReadNumber(whole.over(Rational.of(part)).orElseThrow(), stop);
    }
}
