package dev.twt.distillation.compression;

import java.util.Locale;
import java.util.stream.Stream;

/** What became of a try to make a rationale shorter. */
enum Verdict {
    /** Leads to the kept answer, within the budget. */
    ACCEPTED,
    /** Leads to the kept answer and is shorter than the original, but longer than the budget. */
    OVER_BUDGET,
    /** Leads to the kept answer and is as long as the original, or longer. */
    NOT_SHORTER,
    /** Leads to another answer. */
    OTHER_ANSWER,
    /** States no answer. */
    NO_ANSWER,
    /** Has no rationale beside the answer. */
    EMPTY,
    /** Was cut off at the longest answer. */
    TRUNCATED,
    /** The teacher did not want to. */
    REFUSED,
    /** No answer came. */
    FAILED,
    /** The original, which is no longer than the least budget. */
    SHORT,
    /** The original, in place of a good rewrite. */
    ORIGINAL;

    /** As it stands in the table. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Verdict of(String text) {
        return Stream.of(values())
                .filter(verdict -> verdict.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no verdict " + text));
    }

    /** What the next try is told of this one; empty where there is nothing to be said. */
    String remark() {
        return switch (this) {
            case OVER_BUDGET, NOT_SHORTER, TRUNCATED -> "The rewrite before this one was too long: make it shorter.";
            case OTHER_ANSWER -> "The rewrite before this one led to another answer than the solution.";
            case NO_ANSWER -> "The rewrite before this one did not end in an answer.";
            case EMPTY -> "The rewrite before this one had an answer and no steps.";
            default -> "";
        };
    }
}
