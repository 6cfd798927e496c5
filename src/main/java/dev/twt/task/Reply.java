package dev.twt.task;

import java.util.List;

/**
 * A completion taken apart: what the model thought aloud in a think block, and what it then said, up to the point where
 * it runs on into a question of its own.
 *
 * @param thinking inside of the think block, empty without one
 * @param said the rest, with line ends {@code \n}
 * @param start where that begins in the completion with line ends {@code \n}
 */
record Reply(String thinking, String said, int start) {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private static final List<String> END_TOKENS = List.of(
            "<|im_end|>",
            "<|im_start|>",
            "<|endoftext|>",
            "<|eot_id|>",
            "<|end|>",
            "<end_of_turn>",
            "<start_of_turn>",
            "</s>",
            "<eos>",
            "[DONE]");

    /** Headings under which only a person would go on. */
    private static final List<String> HEADINGS =
            List.of("Q", "Question", "Next question", "New question", "User", "Human", "Instruction");

    private static final List<String> NUMBERED_HEADINGS = List.of("Problem", "Example", "Exercise");

    private static final int LONGEST_PREAMBLE = 120;

    static Reply of(String completion) {
        String text = completion == null ? "" : completion.replace("\r\n", "\n").replace('\r', '\n');
        int close = text.lastIndexOf(CLOSE);
        int open = text.indexOf(OPEN);
        if (close >= 0) {
            String thought = text.substring(0, close).replace(OPEN, "").strip();
            return new Reply(thought, cut(text.substring(close + CLOSE.length())), close + CLOSE.length());
        }
        if (open >= 0) {
            return new Reply(text.substring(open + OPEN.length()).strip(), cut(text.substring(0, open)), 0);
        }
        return new Reply("", cut(text), 0);
    }

    /** A piece of what was said as a piece of the completion this is of, whatever its line ends. */
    TextSpan inCompletion(TextSpan span, String completion) {
        TextSpan moved = span.moved(start);
        return completion.indexOf('\r') < 0
                ? moved
                : new TextSpan(given(completion, moved.from()), given(completion, moved.to()));
    }

    /** Where the character stands in the completion that is the so-many-th when {@code \r\n} counts as one. */
    private static int given(String completion, int levelled) {
        int at = 0;
        for (int i = 0; i < levelled; i++) {
            at += completion.startsWith("\r\n", at) ? 2 : 1;
        }
        return at;
    }

    private static String cut(String text) {
        String said = cutAtEndToken(text);
        boolean fenced = false;
        boolean answered = false;
        for (int line = 0; line < said.length(); line = Chars.lineEnd(said, line) + 1) {
            int first = Chars.skip(said, line, " \t#*_>");
            if (said.startsWith("```", first)) {
                fenced = !fenced;
            } else if (!fenced && line > 0 && startsAnew(said, line, first, answered)) {
                return said.substring(0, line);
            }
            answered |= said.regionMatches(true, first, "Confidence", 0, 10);
        }
        return said;
    }

    private static String cutAtEndToken(String text) {
        int end = text.length();
        for (String token : END_TOKENS) {
            int found = text.indexOf(token);
            while (found >= 0 && found < end && text.substring(0, found).isBlank()) {
                found = text.indexOf(token, found + token.length());
            }
            end = found >= 0 ? Math.min(end, found) : end;
        }
        return text.substring(0, end);
    }

    private static boolean startsAnew(String said, int line, int first, boolean answered) {
        if (answered && (label(said, first, "Reasoning", false) || label(said, first, "Rationale", false))) {
            return true;
        }
        boolean heading = HEADINGS.stream().anyMatch(h -> label(said, first, h, false))
                || NUMBERED_HEADINGS.stream().anyMatch(h -> label(said, first, h, true));
        return heading && !preamble(said, line);
    }

    private static boolean label(String said, int first, String heading, boolean numbered) {
        if (!said.startsWith(heading, first)) {
            return false;
        }
        int number = Chars.skip(said, first + heading.length(), " #");
        int after = Digits.end(said, number);
        return (!numbered || after > number) && Chars.at(said, Chars.skip(said, after, "* ")) == ':';
    }

    /** Nothing, or a word of welcome, after which a model repeats the question it was asked. */
    private static boolean preamble(String said, int line) {
        if (line > LONGEST_PREAMBLE + 2) {
            return false;
        }
        String before = said.substring(0, line).strip();
        return before.isEmpty()
                || before.endsWith(":")
                || before.startsWith("Sure")
                || before.startsWith("Certainly")
                || before.startsWith("Okay");
    }
}
