package dev.twt.dataset;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A question's text as an identity: what stays when spelling of blanks, case and punctuation changes. */
public final class QuestionText {
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Where options begin: a heading of its own line, or a line that starts with the first label. */
    private static final Pattern OPTIONS = Pattern.compile(
            "\\n\\s*(?:(?:answer\\s+)?(?:choices|options)\\s*:|\\(?a[).]\\s)", Pattern.CASE_INSENSITIVE);

    private QuestionText() {}

    /** Letters and digits only, in lower case. */
    public static String normalised(String text) {
        return NEITHER_LETTER_NOR_DIGIT.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** The identity of a question that was given none: sha256 of the normalised text, in hex. */
    static String id(String text) {
        return Sha256.hex(normalised(text));
    }

    /** The text without the options that are written below it, for files that hold both in one field. */
    public static String stem(String text) {
        Matcher options = OPTIONS.matcher(text);
        return options.find() ? text.substring(0, options.start()) : text;
    }
}
