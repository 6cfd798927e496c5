package dev.twt.report.figures;

import java.util.Locale;

/** Numbers as a reader has them. */
public final class Words {
    private Words() {}

    /** With commas between the thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A share as percent with one digit; an en dash where it is not known. */
    public static String percent(Double share) {
        return share == null ? "–" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    /** With so many digits behind the point; an en dash where it is not known. */
    public static String number(Double value, int digits) {
        return value == null ? "–" : String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** A mean number of tokens: whole from 10 on. */
    public static String tokens(Double tokens) {
        return number(tokens, tokens != null && tokens < 10 ? 1 : 0);
    }

    /** US dollars: cents, or four digits where they are less than one. */
    public static String dollars(Double usd) {
        return usd == null ? "–" : "$" + String.format(Locale.ROOT, usd > 0 && usd < 0.01 ? "%.4f" : "%,.2f", usd);
    }
}
