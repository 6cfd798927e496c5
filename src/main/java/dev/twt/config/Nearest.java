package dev.twt.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one most likely stands for. */
public final class Nearest {
    private Nearest() {}

    /** The candidate with the smallest edit distance, if that is small for the word's length. */
    static Optional<String> of(String word, Collection<String> candidates) {
        String plain = plain(word);
        int limit = slips(plain.length());
        return candidates.stream()
                .filter(c -> distance(plain, plain(c)) <= limit)
                .min(Comparator.<String>comparingInt(c -> distance(plain, plain(c)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The question whether that word was meant, with a blank after it; empty where no candidate is near. */
    static String meant(String word, Collection<String> candidates) {
        return of(word, candidates).map(near -> "Did you mean " + near + "? ").orElse("");
    }

    /** The candidates most like the word, the most alike first, however far they are from it. */
    public static List<String> few(String word, Collection<String> candidates, int most) {
        String plain = plain(word);
        return candidates.stream()
                .sorted(Comparator.<String>comparingInt(c -> distance(plain, plain(c)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    /** How many slips a word of some length is given credit for. */
    private static int slips(int length) {
        if (length < 3) {
            return 0;
        }
        return length < 5 ? 1 : length < 9 ? 2 : 3;
    }

    /** maxTokens, max_tokens and max-tokens are the same slip. */
    private static String plain(String word) {
        return word.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** Levenshtein distance: insertions, deletions and replacements of one character. */
    static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
