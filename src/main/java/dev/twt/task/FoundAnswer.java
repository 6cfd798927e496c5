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

    /** The last statement that can be read decides; one that says several things leaves the question unanswered. */
    static FoundAnswer in(String said, AnswerReader reader) {
        List<Statement> all = Statements.in(said, reader.nouns(), reader.shortLabel());
        for (int i = all.size() - 1; i >= 0; i--) {
            Reading reading = read(said, all.get(i), reader);
            if (reading instanceof Reading.Several) {
                return new FoundAnswer("", List.of());
            }
            if (reading instanceof Reading.Value value) {
                return new FoundAnswer(value.canonical(), withLabels(said, all, i, reader));
            }
        }
        String unstated = reader.unstated(said) instanceof Reading.Value value ? value.canonical() : "";
        return new FoundAnswer(unstated, List.of());
    }

    private static List<Statement> withLabels(String said, List<Statement> all, int taken, AnswerReader reader) {
        List<Statement> statements = new ArrayList<>();
        statements.add(all.get(taken));
        for (int i = Math.max(0, taken - MOST_EARLIER); i < taken; i++) {
            Statement other = all.get(i);
            boolean label = other.kind() == Statement.Kind.LABEL || other.kind() == Statement.Kind.HASHES;
            if (label && read(said, other, reader) instanceof Reading.Value) {
                statements.add(other);
            }
        }
        return statements;
    }

    private static Reading read(String said, Statement statement, AnswerReader reader) {
        String tail = withoutConfidence(statement.tail(said));
        boolean line = statement.kind() == Statement.Kind.LABEL || statement.kind() == Statement.Kind.HASHES;
        boolean strict = statement.kind() == Statement.Kind.HASHES || (line && goesOn(said, statement.to()));
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
