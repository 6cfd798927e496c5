package dev.twt.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds where a text states its answer. One pass a form; what is looked at round each find is bounded. */
final class Statements {

    /** So much of the text after a statement's verb can belong to it. */
    static final int LONGEST_TAIL = 400;

    /** "the answer to the question how many … is" may put so much between noun and verb. */
    private static final int LONGEST_GAP = 120;

    /** Of the verbs in that gap, so many are tried. */
    private static final int MOST_VERBS = 4;

    /** "Answer (only the number):". */
    private static final int LONGEST_HINT = 40;

    private static final List<String> VERBS =
            List.of(" is", " was", " are", " would be", " will be", " should be", " =", " becomes", " equals");

    private static final String DECISION = "let's go with ";

    private static final int LONGEST_DENIAL = 40;

    private static final List<String> DENIALS = List.of(
            "no correct ",
            "no one ",
            "no single ",
            "no definitive ",
            "no clear ",
            "cannot determine the ",
            "can't determine the ",
            "cannot determine an ",
            "not possible to determine the ");

    private final String text;
    private final String lower;
    private final List<Statement> found = new ArrayList<>();

    private Statements(String text) {
        this.text = text;
        this.lower = Chars.lower(text);
    }

    /**
     * @param nouns what the task calls an answer, in lower case
     * @param shortLabel whether a line {@code A: …} states an answer; not where A may be a choice
     * @return the last statement first; of one statement's possible readings the shortest gap first
     */
    static List<Statement> in(String text, List<String> nouns, boolean shortLabel) {
        Statements search = new Statements(text);
        search.hashes();
        search.boxes();
        nouns.forEach(search::noun);
        search.decisions();
        if (shortLabel) {
            search.shortLabels();
        }
        search.found.sort(Comparator.comparingInt(Statement::start).reversed().thenComparingInt(Statement::from));
        return search.found;
    }

    private void hashes() {
        for (int i = text.indexOf("####"); i >= 0; i = text.indexOf("####", i + 4)) {
            int from = Chars.skip(text, i + 4, " ");
            found.add(new Statement(Statement.Kind.HASHES, i, from, lineEnd(from)));
        }
    }

    private void boxes() {
        for (int i = text.indexOf("boxed"); i >= 0; i = text.indexOf("boxed", i + 5)) {
            int open = Chars.skipSpaces(text, i + 5);
            if (Chars.at(text, open) == '{' && Chars.at(text, i - 1) == '\\') {
                found.add(new Statement(Statement.Kind.BOXED, i - 1, open + 1, closing(open)));
            }
        }
    }

    /** The brace that closes the one at {@code open}; a box that is never closed ends with its line. */
    private int closing(int open) {
        int end = limit(open, text.length());
        int depth = 0;
        for (int i = open; i < end; i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return Math.max(open + 1, lineEnd(open));
    }

    private void noun(String noun) {
        for (int i = lower.indexOf(noun); i >= 0; i = lower.indexOf(noun, i + noun.length())) {
            int end = i + noun.length();
            if (!Chars.word(Chars.at(text, i - 1)) && !Chars.word(Chars.at(text, end))) {
                if (denied(i)) {
                    found.add(new Statement(Statement.Kind.DENIAL, i, end, end));
                } else if (!labelled(i, end) && !named(noun, end)) {
                    phrases(i, end);
                }
            }
        }
    }

    /** "Since only one can be chosen, let's go with (D)". */
    private void decisions() {
        for (int i = lower.indexOf(DECISION); i >= 0; i = lower.indexOf(DECISION, i + DECISION.length())) {
            int from = i + DECISION.length();
            found.add(new Statement(Statement.Kind.PHRASE, i, from, limit(from, text.length())));
        }
    }

    /** "There is no single correct answer", "we cannot determine the answer". */
    private boolean denied(int noun) {
        String before = lower.substring(Math.max(0, noun - LONGEST_DENIAL), noun);
        return DENIALS.stream().anyMatch(denial -> before.endsWith(denial) || before.endsWith(denial + "correct "));
    }

    /** "Option A is a place where …" speaks of a choice and does not choose it. */
    private boolean named(String noun, int end) {
        int label = Chars.skip(text, end, " (*");
        return !noun.equals("answer")
                && label > end
                && Chars.word(Chars.at(text, label))
                && !Chars.word(Chars.at(text, label + 1));
    }

    /** {@code Answer: x}, {@code **Final answer**: x}, and a heading with the answer on the line below. */
    private boolean labelled(int start, int end) {
        int i = Chars.skip(text, end, "*_ ");
        if (Chars.at(text, i) == '(') {
            int close = text.substring(i, limit(i, i + LONGEST_HINT)).indexOf("):");
            i = close > 0 ? i + close + 1 : i;
        }
        boolean heading = Chars.at(text, i) == '\n' && i - Chars.lineStart(text, start) < LONGEST_HINT;
        if (Chars.at(text, i) != ':' && !heading) {
            return false;
        }
        int from = Chars.skip(text, i + 1, "*_: \n\t");
        found.add(new Statement(Statement.Kind.LABEL, start, from, lineEnd(from)));
        return true;
    }

    private void phrases(int start, int end) {
        int stop = Math.min(text.length(), end + LONGEST_GAP);
        int verbs = 0;
        for (int i = end; i < stop && verbs < MOST_VERBS && text.charAt(i) != '\n'; i++) {
            char c = text.charAt(i);
            boolean ends = (c == '.' || c == '!' || c == '?') && Chars.space(Chars.at(text, i + 1));
            // "To get this answer, we subtract …" announces a way to the answer
            if (ends || lower.startsWith(", we ", i) || lower.startsWith(", you ", i)) {
                return;
            }
            int verbEnd = c == ' ' ? verbEnd(i) : -1;
            if (verbEnd > 0) {
                verbs++;
                int from = Chars.skip(text, verbEnd, " :\n\t");
                found.add(new Statement(Statement.Kind.PHRASE, start, from, limit(from, text.length())));
            }
        }
    }

    private int verbEnd(int at) {
        for (String verb : VERBS) {
            if (lower.startsWith(verb, at) && !Chars.word(Chars.at(text, at + verb.length()))) {
                return at + verb.length();
            }
        }
        return -1;
    }

    private void shortLabels() {
        for (int line = 0; line < text.length(); line = Chars.lineEnd(text, line) + 1) {
            int first = Chars.skip(text, line, " *");
            if (text.startsWith("A:", first)) {
                int from = Chars.skip(text, first + 2, " *");
                found.add(new Statement(Statement.Kind.LABEL, first, from, lineEnd(from)));
            }
        }
    }

    private int lineEnd(int from) {
        int end = limit(from, text.length());
        int i = from;
        while (i < end && text.charAt(i) != '\n') {
            i++;
        }
        return i;
    }

    private int limit(int from, int end) {
        return Math.max(from, Math.min(Math.min(end, text.length()), from + LONGEST_TAIL));
    }
}
