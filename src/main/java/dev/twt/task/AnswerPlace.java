package dev.twt.task;

import java.util.Optional;

/**
 * Where a text states the answer that was read out of it: the shortest run of words that reads as that answer, without
 * the marks round it. Of a statement the first such run, of a text that states none the last one near its end.
 */
final class AnswerPlace {
    /** Runs of more words are not tried one by one, only whole sentences and lines. */
    private static final int MOST_WORDS = 6;

    private static final String AROUND = " \t\n*_\"'`$.,:;!()[]{}";

    private final String said;
    private final AnswerReader reader;
    private final String answer;

    private AnswerPlace(String said, AnswerReader reader, String answer) {
        this.said = said;
        this.reader = reader;
        this.answer = answer;
    }

    /**
     * Where an answer stands.
     *
     * @param found what was read, with the statement it was read from first
     * @return empty where there is no answer, or where no piece of the text by itself reads as it
     */
    static Optional<TextSpan> of(String said, FoundAnswer found, AnswerReader reader) {
        if (found.answer().isEmpty()) {
            return Optional.empty();
        }
        AnswerPlace place = new AnswerPlace(said, reader, found.answer());
        if (found.statements().isEmpty()) {
            int from = Math.max(0, said.length() - Statements.LONGEST_TAIL);
            return place.in(from, said.length(), true);
        }
        Statement taken = found.statements().get(0);
        return place.in(taken.from(), taken.to(), false);
    }

    private Optional<TextSpan> in(int from, int to, boolean last) {
        for (int words = 1; words <= MOST_WORDS; words++) {
            Optional<TextSpan> run = run(words, from, to, last);
            if (run.isPresent()) {
                return run;
            }
        }
        int lineEnd = Math.min(to, Chars.lineEnd(said, from));
        return reading(from, Math.min(to, Chars.sentenceEnd(said, from))).or(() -> reading(from, lineEnd));
    }

    private Optional<TextSpan> run(int words, int from, int to, boolean last) {
        Optional<TextSpan> found = Optional.empty();
        for (int start = word(from, to); start < to && (last || found.isEmpty()); start = word(end(start, to), to)) {
            int end = end(start, to);
            for (int more = 1; more < words && end < to; more++) {
                end = end(word(end, to), to);
            }
            Optional<TextSpan> here = reading(start, end);
            found = here.isPresent() ? here : found;
        }
        return found;
    }

    private int word(int from, int to) {
        int i = from;
        while (i < to && Chars.space(said.charAt(i))) {
            i++;
        }
        return i;
    }

    private int end(int from, int to) {
        int i = from;
        while (i < to && !Chars.space(said.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The piece without the marks round it, if it reads as the answer; "a" by itself is a word and no choice's letter. */
    private Optional<TextSpan> reading(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && AROUND.indexOf(said.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && AROUND.indexOf(said.charAt(end - 1)) >= 0) {
            end--;
        }
        boolean article = to - from == 1 && Character.isLowerCase(said.charAt(from));
        if (start < end && !article && reader.alone(said.substring(start, end)).equals(answer)) {
            return Optional.of(new TextSpan(start, end));
        }
        return from < to && !article && reader.alone(said.substring(from, to)).equals(answer)
                ? Optional.of(new TextSpan(from, to))
                : Optional.empty();
    }
}
