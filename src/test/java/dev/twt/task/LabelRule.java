package dev.twt.task;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why a file's label is not what its completion says: rules of whoever made the label, told apart mechanically. */
enum LabelRule {
    /** The label is ours without its minus. */
    SIGN_DROPPED,
    /** The label is what stands before a thousands separator of ours: 52 for 52,000. */
    CUT_AT_COMMA,
    /** The label is rounded to a whole number. */
    ROUNDED,
    /** We found none, and the text says that there is none, or names a variable. */
    TEXT_REFUSES,
    /** We found none, and the text names several. */
    TEXT_NAMES_SEVERAL,
    /** None of these. */
    NONE;

    private static final List<String> REFUSALS = List.of(
            "cannot determine",
            "cannot be determined",
            "not possible",
            "none of the",
            "n/a",
            "cannot provide",
            "can't determine",
            "need more information",
            "no correct",
            "impossible",
            "cannot definitively",
            "difficult to determine",
            "error in",
            "not specified",
            "unable to determine",
            "no solution",
            "need to know the value",
            "don't know the value",
            "cannot give");

    /** Two letters joined in the last sentence: "(B) pan or (C) bowl", "boxed{C, D, or E}". */
    private static final Pattern SEVERAL = Pattern.compile(
            "(\\([a-e]\\)|boxed\\{\\(?[a-e]\\b)[^.]{0,60}?(\\bor\\b|\\band\\b|,)[^.]{0,40}?(\\([a-e]\\)|\\b[a-e]\\b)[^.]*\\.?\\s*$");

    static LabelRule of(String ours, LabelledRows.Row row) {
        String end = row.completion()
                .substring(Math.max(0, row.completion().length() - 400))
                .toLowerCase(Locale.ROOT);
        if (ours.isEmpty()) {
            return refused(end, row);
        }
        if (!row.task().name().equals(Tasks.MATH) || ours.contains("/")) {
            return NONE;
        }
        return numeric(ours, row);
    }

    private static LabelRule refused(String end, LabelledRows.Row row) {
        boolean variable = row.task().name().equals(Tasks.MATH)
                && end.matches("(?s).*\\b\\d*[a-z]\\b ?[-+*/].*|.*[-+*/] ?\\d*[xyzs]\\b.*");
        if (variable || REFUSALS.stream().anyMatch(end::contains)) {
            return TEXT_REFUSES;
        }
        boolean several =
                row.task().name().equals(Tasks.CHOICE) && SEVERAL.matcher(end).find();
        return several ? TEXT_NAMES_SEVERAL : NONE;
    }

    private static LabelRule numeric(String ours, LabelledRows.Row row) {
        BigDecimal mine = new BigDecimal(ours);
        String written = row.task().canonical(row.label(), row.question());
        if (written.isEmpty() || written.contains("/")) {
            return NONE;
        }
        BigDecimal label = new BigDecimal(written);
        if (label.equals(mine.negate())) {
            return SIGN_DROPPED;
        }
        String grouped = String.format(Locale.ROOT, "%,d", mine.abs().toBigInteger());
        if (grouped.startsWith(label.abs().toPlainString() + ",")
                && row.completion().contains(grouped)) {
            return CUT_AT_COMMA;
        }
        boolean near = label.subtract(mine).abs().compareTo(BigDecimal.ONE) < 0;
        return near && label.scale() <= 0 ? ROUNDED : NONE;
    }
}
