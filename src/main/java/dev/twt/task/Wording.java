package dev.twt.task;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Words without what does not change their meaning: case, punctuation, articles, spaces. After the normalisation of
 * SQuAD's evaluation script (Rajpurkar et al., 2016), but a point between digits and a minus before one stay.
 */
final class Wording {

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    private Wording() {}

    static String normalised(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String spaced = spaced(plain);
        String withoutArticles = words(spaced, true);
        return withoutArticles.isEmpty() ? words(spaced, false) : withoutArticles;
    }

    private static String spaced(String plain) {
        StringBuilder kept = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean beforeDigit = Chars.digit(Chars.at(plain, i + 1));
            boolean afterDigit = Chars.digit(Chars.at(plain, i - 1));
            if (Character.isLetterOrDigit(c)
                    || Character.isSurrogate(c)
                    || Character.getType(c) == Character.NON_SPACING_MARK) {
                kept.append(c);
            } else if (c == '.' && beforeDigit && afterDigit) {
                kept.append(c);
            } else if ((c == '-' || c == '−') && beforeDigit && !Character.isLetterOrDigit(Chars.at(plain, i - 1))) {
                kept.append('-');
            } else if (!(c == '\'' || c == '’' || (c == ',' && beforeDigit && afterDigit))) {
                kept.append(' ');
            }
        }
        return kept.toString();
    }

    private static String words(String spaced, boolean dropArticles) {
        StringBuilder joined = new StringBuilder(spaced.length());
        for (String word : spaced.split(" +")) {
            if (!word.isEmpty() && !(dropArticles && ARTICLES.contains(word))) {
                joined.append(joined.isEmpty() ? "" : " ").append(word);
            }
        }
        return joined.toString();
    }
}
