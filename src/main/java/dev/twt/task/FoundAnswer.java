package dev.twt.task;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer, and the statements it was found among.
 *
 * @param answer in canonical form, empty if none was found
 * @param statements the one that was taken first, then labelled lines that said something as well
 */
record FoundAnswer(String answer, List<Statement> statements) {

    /** Earlier lines that state the answer are looked for among so many statements before the one taken. */
    private static final int MOST_EARLIER = 32;

    /** A text with more statements than this that say nothing is noise. */
    private static final int MOST_STATEMENTS = 1_000;

    private static final int LONGEST_JOINT = 40;

    /** The last statement that can be read decides; one that says several things leaves the question unanswered. */
    static FoundAnswer in(String said, AnswerReader reader) {
        List<Statement> all = Statements.in(said, reader.nouns(), reader.shortLabel());
        List<Statement> lastFirst = all.subList(0, Math.min(all.size(), MOST_STATEMENTS));
        int next = 0;
        for (int i = 0; i < lastFirst.size(); i = next) {
            next = i + 1;
            while (next < lastFirst.size()
                    && lastFirst.get(next).start() == lastFirst.get(i).start()) {
                next++;
            }
            FoundAnswer found = oneOf(said, lastFirst, i, next, reader);
            if (found != null) {
                return found;
            }
        }
        String unstated = reader.unstated(said) instanceof Reading.Value value ? value.canonical() : "";
        return new FoundAnswer(unstated, List.of());
    }

    /**
     * Of the readings of one statement, the first that begins with an answer, else the first that holds one; null if
     * none does.
     */
    private static FoundAnswer oneOf(String said, List<Statement> lastFirst, int from, int to, AnswerReader reader) {
        for (boolean head : to - from > 1 ? new boolean[] {true, false} : new boolean[] {false}) {
            for (int i = from; i < to; i++) {
                Reading reading = read(said, lastFirst.get(i), reader, head);
                if (!(reading instanceof Reading.Nothing)) {
                    return reading instanceof Reading.Value value && !joined(said, lastFirst, i)
                            ? new FoundAnswer(value.canonical(), withLabels(said, lastFirst, i, reader))
                            : new FoundAnswer("", List.of());
                }
            }
        }
        return null;
    }

    /** Two boxes in one breath: 30 forks and 12 knives. */
    private static boolean joined(String said, List<Statement> lastFirst, int taken) {
        Statement last = lastFirst.get(taken);
        if (last.kind() != Statement.Kind.BOXED || taken + 1 == lastFirst.size()) {
            return false;
        }
        Statement before = lastFirst.get(taken + 1);
        int gap = last.start() - before.to();
        return before.kind() == Statement.Kind.BOXED
                && gap > 0
                && gap < LONGEST_JOINT
                && said.substring(before.to(), last.start()).contains(" and ")
                && !before.tail(said).equals(last.tail(said));
    }

    private static List<Statement> withLabels(String said, List<Statement> lastFirst, int taken, AnswerReader reader) {
        List<Statement> statements = new ArrayList<>();
        statements.add(lastFirst.get(taken));
        int end = Math.min(lastFirst.size(), taken + 1 + MOST_EARLIER);
        for (Statement other : lastFirst.subList(taken + 1, end)) {
            boolean label = other.kind() == Statement.Kind.LABEL || other.kind() == Statement.Kind.HASHES;
            if (label && read(said, other, reader, false) instanceof Reading.Value) {
                statements.add(other);
            }
        }
        return statements;
    }

    private static Reading read(String said, Statement statement, AnswerReader reader, boolean head) {
        if (statement.kind() == Statement.Kind.DENIAL) {
            return Reading.SEVERAL;
        }
        String tail = withoutConfidence(statement.tail(said));
        boolean line = statement.kind() == Statement.Kind.LABEL || statement.kind() == Statement.Kind.HASHES;
        boolean strict = head || statement.kind() == Statement.Kind.HASHES || (line && goesOn(said, statement.to()));
        return tail.isBlank() ? Reading.NOTHING : reader.stated(statement.kind(), tail, strict);
    }

    /** The stated confidence is no part of the answer, whatever stands between them. */
    private static String withoutConfidence(String tail) {
        int confidence = Chars.lower(tail).indexOf("confidence");
        if (confidence < 0) {
            return tail;
        }
        int end = confidence;
        while (end > 0 && " \n\t(,;*_-[".indexOf(tail.charAt(end - 1)) >= 0) {
            end--;
        }
        return tail.substring(0, end);
    }

    /** Whether more than a stated confidence follows the line: then the line may have been the start of an argument. */
    private static boolean goesOn(String said, int lineEnd) {
        int next = Chars.skip(said, lineEnd, " \n\t*_#");
        return next < said.length() && !said.regionMatches(true, next, "confidence", 0, 10);
    }
}
