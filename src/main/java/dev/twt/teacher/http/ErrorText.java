package dev.twt.teacher.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A server's words as they may be shown and recorded: one line of at most 300 characters, without keys and without the
 * prompt. Servers quote both, whole or in part.
 */
public final class ErrorText {
    private static final int LONGEST = 300;
    private static final int LONGEST_READ = 5000;

    /** So many characters in a row that stand in the prompt are a quotation. */
    private static final int QUOTED = 12;

    /** A whole prompt that is shorter than that is hidden too, down to so many. */
    private static final int SHORTEST_PROMPT = 6;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern BEARER = Pattern.compile("(?i)\\bbearer\\s+[^\\s\"',;]+");

    /** OpenAI and others show a refused key with stars in its middle. */
    private static final Pattern KEY_LIKE = Pattern.compile("\\bsk-[A-Za-z0-9*_.-]{4,}");

    private final Keys keys;

    public ErrorText(Keys keys) {
        this.keys = keys;
    }

    /**
     * What may be shown of a text.
     *
     * @param text anything
     * @param prompts messages of the request it belongs to
     */
    public String of(String text, List<String> prompts) {
        String plain = keys.hidden(text);
        plain = BEARER.matcher(plain).replaceAll("Bearer (key)");
        plain = KEY_LIKE.matcher(plain).replaceAll("(key)");
        plain = oneLine(cut(plain, LONGEST_READ));
        for (String prompt : prompts) {
            plain = withoutQuotations(plain, oneLine(prompt));
        }
        return cut(plain, LONGEST);
    }

    private static String oneLine(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private static String withoutQuotations(String text, String prompt) {
        StringBuilder kept = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = quotationEnd(text, at, prompt);
            if (end > at) {
                kept.append("(prompt)");
                at = end;
            } else {
                kept.append(text.charAt(at));
                at++;
            }
        }
        return kept.toString();
    }

    private static int quotationEnd(String text, int start, String prompt) {
        int end = start + Math.min(QUOTED, Math.max(SHORTEST_PROMPT, prompt.length()));
        if (end > text.length() || !prompt.contains(text.substring(start, end))) {
            return start;
        }
        while (end < text.length() && prompt.contains(text.substring(start, end + 1))) {
            end++;
        }
        return end;
    }
}
