package dev.twt.task;

import java.util.List;
import java.util.Optional;

/** Reads a few words, or yes or no, as the answer to a free question. */
final class TextAnswer implements AnswerReader {

    static final TextAnswer READER = new TextAnswer();

    private static final int MOST_WORDS_UNSTATED = 8;

    private static final List<String> CONCLUSIONS =
            List.of("therefore", "thus", "hence", "so", "overall", "in conclusion", "in short");

    private TextAnswer() {}

    @Override
    public List<String> nouns() {
        return List.of("answer");
    }

    @Override
    public boolean shortLabel() {
        return true;
    }

    @Override
    public Reading stated(Statement.Kind kind, String tail, boolean strict) {
        String plain = Markup.plain(tail).strip();
        boolean sentence = kind == Statement.Kind.PHRASE;
        return Reading.of(alone(sentence ? plain.substring(0, Chars.sentenceEnd(plain, 0)) : plain));
    }

    @Override
    public String alone(String text) {
        return yesOrNo(text).orElseGet(() -> {
            String words = Wording.normalised(text);
            return yesOrNo(words).orElse(words);
        });
    }

    /** "yes" for "Yes, because …" and "true"; a word of the sentence such as "no one" is none. */
    static Optional<String> yesOrNo(String text) {
        int from = Chars.skip(text, 0, " *_\"'`([");
        int end = Chars.wordEnd(text, from);
        int next = Chars.skip(text, end, " *_\"'`)]");
        boolean ends = next >= text.length() || ",.;:!-–—(\n".indexOf(text.charAt(next)) >= 0;
        boolean reason = Chars.wordAt(text, next, "because") || Chars.wordAt(text, next, "since");
        if (!ends && !reason) {
            return Optional.empty();
        }
        return switch (Chars.lower(text.substring(from, Math.min(end, from + 6)))) {
            case "yes", "true" -> Optional.of("yes");
            case "no", "false" -> Optional.of("no");
            default -> Optional.empty();
        };
    }

    @Override
    public Reading unstated(String said) {
        String text = said.strip();
        Optional<String> first = yesOrNo(text);
        if (first.isPresent()) {
            return Reading.of(first.get());
        }
        boolean brief = text.length() <= Statements.LONGEST_TAIL
                && Chars.sentenceEnd(text, 0) == text.length()
                && text.split(" +").length <= MOST_WORDS_UNSTATED;
        return brief ? Reading.of(alone(Markup.plain(text))) : concluded(text);
    }

    private static Reading concluded(String text) {
        List<String> last = LastSentence.candidates(text, 1);
        if (last.isEmpty()) {
            return Reading.NOTHING;
        }
        String sentence = last.get(0);
        int from = 0;
        for (String word : CONCLUSIONS) {
            if (Chars.wordAt(sentence, 0, word)) {
                from = Chars.skip(sentence, word.length(), ", ");
            }
        }
        return yesOrNo(sentence.substring(from)).map(Reading::of).orElse(Reading.NOTHING);
    }
}
