package dev.twt.task;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What is left of a reply when the statements of answer and confidence are taken out. */
final class Rationale {

    private static final List<String> HEADINGS =
            List.of("reasoning", "rationale", "explanation", "solution", "a", "step-by-step reasoning");

    private static final int LONGEST_ANNOUNCEMENT = 200;

    private final String said;
    private final BitSet dropped;

    private Rationale(String said) {
        this.said = said;
        this.dropped = new BitSet(said.length());
    }

    /** @param statements those of the answer, the one that was taken first */
    static String of(Reply reply, List<Statement> statements, Optional<StatedConfidence> confidence) {
        Rationale rationale = new Rationale(reply.said());
        for (int i = 0; i < statements.size(); i++) {
            rationale.dropStatement(statements.get(i), i == 0);
        }
        return rationale.finished(reply.thinking(), confidence);
    }

    /** Of a reply whose program is already taken out: what is said round it, without an empty "Answer:". */
    static String ofWords(String words, String thinking, Optional<StatedConfidence> confidence) {
        Rationale rationale = new Rationale(words);
        rationale.dropEmptyLabels();
        return rationale.finished(thinking, confidence);
    }

    private String finished(String thinking, Optional<StatedConfidence> confidence) {
        dropConfidenceLines();
        confidence.ifPresent(c -> dropConfidence(c.start()));
        String left = withoutHeading(unboxed(left()).strip());
        return left.isEmpty() ? thinking : left;
    }

    private void dropEmptyLabels() {
        for (int line = 0; line < said.length(); line = Chars.lineEnd(said, line) + 1) {
            int end = Chars.lineEnd(said, line);
            int first = Chars.skip(said, line, " *_#");
            int after = Chars.skip(said, Math.min(end, first + "answer".length()), " *_:");
            if (said.regionMatches(true, first, "answer", 0, 6) && after >= end) {
                dropped.set(line, end);
            }
        }
    }

    private void dropStatement(Statement statement, boolean taken) {
        switch (statement.kind()) {
            case LABEL -> dropLabel(statement);
            case HASHES -> dropped.set(Chars.lineStart(said, statement.start()), statement.to());
            case BOXED -> {
                int start = phraseBefore(statement.start());
                boolean more = start >= 0 && wordsFollow(statement.to()) && !announced(start, statement.start());
                if (taken && start >= 0 && !more) {
                    dropped.set(start, sentenceEnd(delimiterEnd(statement.to())));
                }
            }
            case DENIAL -> {}
            case PHRASE -> dropped.set(Chars.sentenceStart(said, statement.start()), sentenceEnd(statement.from()));
        }
    }

    /** After the LaTeX delimiters that close a display round a box. */
    private int delimiterEnd(int close) {
        int i = Chars.skip(said, close, "} \n\t*");
        return said.startsWith("\\]", i) || said.startsWith("\\)", i) || said.startsWith("$$", i) ? i + 2 : close;
    }

    private int sentenceEnd(int from) {
        return Math.max(from, Chars.sentenceEnd(said, from));
    }

    private void dropLabel(Statement statement) {
        int line = Chars.lineStart(said, statement.start());
        int first = Chars.skip(said, line, " *_#>\t");
        boolean heads = statement.start() - first < 20
                && said.substring(first, statement.start()).indexOf('.') < 0;
        int start = heads ? line : Chars.sentenceStart(said, statement.start());
        dropped.set(start, Math.max(start, statement.to()));
    }

    /** Where the sentence begins that a box ends, if it only announces the answer: "So the final answer is \(\boxed{". */
    private int phraseBefore(int box) {
        int end = box;
        while (end > 0 && " \n\\([$*".indexOf(said.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end < box && (end == 0 || ".!?".indexOf(said.charAt(end - 1)) >= 0)) {
            return end;
        }
        int start = Chars.sentenceStart(said, end);
        String before = Chars.lower(said.substring(start, end));
        boolean announces = before.length() < LONGEST_ANNOUNCEMENT && (before.contains("answer") || before.isBlank());
        return announces ? start : -1;
    }

    private boolean announced(int start, int box) {
        return Chars.lower(said.substring(start, Math.min(box, start + LONGEST_ANNOUNCEMENT)))
                .contains("answer");
    }

    /** "[5] apples are left": the box begins a sentence that says more. */
    private boolean wordsFollow(int close) {
        int next = Chars.skip(said, close, "} \\)]$*.\n");
        return next < Chars.lineEnd(said, close) && Chars.letter(said.charAt(next));
    }

    private void dropConfidenceLines() {
        for (int line = 0; line < said.length(); line = Chars.lineEnd(said, line) + 1) {
            int first = Chars.skip(said, line, " *_#>\t-");
            int after = Chars.wordEnd(said, first);
            if (said.regionMatches(true, first, "confidence", 0, 10) && after == first + 10) {
                dropped.set(line, Chars.lineEnd(said, line));
            }
        }
    }

    private void dropConfidence(int start) {
        int from = Chars.sentenceStart(said, start);
        int end = Chars.sentenceEnd(said, start);
        boolean ownSentence = start - from < 60;
        dropped.set(ownSentence ? from : start, end);
    }

    private String left() {
        StringBuilder kept = new StringBuilder(said.length());
        int newlines = 0;
        for (int line = 0; line < said.length(); ) {
            int end = Chars.lineEnd(said, line);
            String remaining = remaining(line, end);
            boolean emptied = noWords(remaining) && !noWords(said.substring(line, end));
            if (!emptied) {
                newlines = remaining.isBlank() ? newlines + 1 : 0;
                if (newlines < 2) {
                    kept.append(remaining.stripTrailing()).append('\n');
                }
            }
            line = end + 1;
        }
        return kept.toString();
    }

    private String remaining(int line, int end) {
        StringBuilder kept = new StringBuilder(end - line);
        for (int i = dropped.nextClearBit(line); i < end; i = dropped.nextClearBit(i + 1)) {
            kept.append(said.charAt(i));
        }
        return kept.toString();
    }

    private static boolean noWords(String text) {
        return text.chars().noneMatch(Character::isLetterOrDigit);
    }

    /** {@code \boxed{21}} inside a sentence that goes on becomes {@code 21}. */
    private static String unboxed(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        for (int box = text.indexOf("\\boxed{"); box >= 0; box = text.indexOf("\\boxed{", from)) {
            int open = box + "\\boxed{".length();
            int close = closing(text, open);
            kept.append(text, from, box).append(text, open, close);
            from = Math.min(text.length(), close + 1);
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static int closing(String text, int open) {
        int depth = 1;
        int end = Math.min(text.length(), open + Statements.LONGEST_TAIL);
        for (int i = open; i < end; i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return end;
    }

    private static String withoutHeading(String text) {
        int first = Chars.skip(text, 0, "*_# ");
        for (String heading : HEADINGS) {
            int end = first + heading.length();
            if (text.regionMatches(true, first, heading, 0, heading.length())) {
                int colon = Chars.skip(text, end, "*_ ");
                if (Chars.at(text, colon) == ':') {
                    return text.substring(Chars.skip(text, colon + 1, "*_ \n")).strip();
                }
            }
        }
        return text;
    }
}
