package dev.twt.task;

import java.util.List;
import java.util.Optional;

/** Reads one of a question's choices, by its letter or by what it says. */
final class ChoiceAnswer implements AnswerReader {

    private static final List<String> LEADS = List.of(
            "option ",
            "choice ",
            "answer ",
            "letter ",
            "answer: ",
            "definitely ",
            "clearly ",
            "therefore ",
            "most likely ",
            "probably ",
            "still ",
            "that ");

    private static final List<String> CONCLUSIONS =
            List.of("therefore", "thus", "hence", "so", "based on", "in conclusion", "given", "overall", "of the");

    private final Choices choices;

    ChoiceAnswer(List<Choice> choices) {
        this.choices = Choices.of(choices);
    }

    @Override
    public List<String> nouns() {
        return List.of("answer", "choice", "option");
    }

    @Override
    public boolean shortLabel() {
        return !choices.hasLabel("A");
    }

    @Override
    public Reading stated(Statement.Kind kind, String tail, boolean strict) {
        String plain = Markup.plain(tail).strip();
        boolean sentence = kind == Statement.Kind.PHRASE;
        Reading head = head(plain, !sentence);
        if (!(head instanceof Reading.Nothing) || strict) {
            return head;
        }
        String said = sentence ? plain.substring(0, Chars.sentenceEnd(plain, 0)) : plain;
        return choices.saidIn(said, kind != Statement.Kind.LABEL);
    }

    @Override
    public String alone(String answer) {
        String plain = Markup.plain(answer).strip();
        Optional<String> label = choices.label(plain);
        if (label.isEmpty()) {
            label = choices.byText(plain);
        }
        return label.orElseGet(() -> head(plain, true) instanceof Reading.Value value ? value.canonical() : "");
    }

    /** A letter at the beginning, and whether another is joined to it; else a choice's text that is all there is. */
    private Reading head(String plain, boolean wholeText) {
        String text = plain.substring(lead(plain));
        if (Labels.either(text)) {
            List<Labels.Label> labels = Labels.all(text.substring(0, Chars.sentenceEnd(text, 0)), choices);
            return labels.stream().map(Labels.Label::label).distinct().count() > 1 ? Reading.SEVERAL : Reading.NOTHING;
        }
        Optional<Labels.Label> first = Labels.at(text, 0, choices);
        if (first.isPresent()) {
            return joined(text, first.get())
                    ? Reading.SEVERAL
                    : Reading.of(first.get().label());
        }
        if (text.startsWith("(")
                && Labels.at(text, 1, choices).filter(l -> joined(text, l)).isPresent()) {
            return Reading.SEVERAL;
        }
        return choices.byText(wholeText ? text : text.substring(0, Chars.sentenceEnd(text, 0)))
                .or(() -> choices.yesOrNo(text))
                .map(Reading::of)
                .orElse(Reading.NOTHING);
    }

    private static int lead(String text) {
        int from = Chars.skip(text, 0, " *_:\"'`=$[\n");
        boolean moved = true;
        while (moved) {
            moved = false;
            for (String lead : LEADS) {
                if (text.regionMatches(true, from, lead, 0, lead.length())) {
                    from = Chars.skip(text, from + lead.length(), " *_:\"'`=$[\n");
                    moved = true;
                }
            }
        }
        return from;
    }

    /** "(B) or (C)", "A, B, C", "(d) cherry or choice (e) peach". */
    private boolean joined(String text, Labels.Label first) {
        int from = choices.skipText(text, first);
        int i = Chars.skip(text, from, " ,;/&*");
        boolean comma = i > from && text.substring(from, i).strip().length() > 0;
        boolean joint = false;
        for (String word : new String[] {"or", "and"}) {
            if (Chars.wordAt(text, i, word)) {
                i = Chars.skip(text, i + word.length(), " *");
                joint = true;
            }
        }
        if (!comma && !joint) {
            return false;
        }
        Optional<Labels.Label> next = Labels.at(text, lead(text, i), choices);
        return next.isPresent() && !next.get().label().equals(first.label());
    }

    private static int lead(String text, int from) {
        return from + lead(text.substring(from));
    }

    @Override
    public Reading unstated(String said) {
        Reading first = opening(said.strip());
        return first instanceof Reading.Nothing
                ? LastSentence.candidates(said, 1).stream()
                        .findFirst()
                        .map(this::concluded)
                        .orElse(Reading.NOTHING)
                : first;
    }

    /** A reply that begins with a choice, "(E) bathroom", and names no other; or that is one sentence with one in it. */
    private Reading opening(String said) {
        String text = Markup.plain(said.substring(0, Math.min(said.length(), 4 * Statements.LONGEST_TAIL)))
                .strip();
        Optional<Labels.Label> first = Labels.at(text, 0, choices);
        if (first.isPresent()) {
            int rest = choices.skipText(text, first.get());
            int next = Chars.skip(text, rest, " .*");
            boolean alone = next == text.length() || text.charAt(next) == '\n';
            return alone && Labels.all(text.substring(rest), choices).isEmpty()
                    ? Reading.of(first.get().label())
                    : Reading.NOTHING;
        }
        int end = Chars.sentenceEnd(text, 0);
        String sentence = text.substring(0, end);
        Optional<String> exactly = choices.byText(sentence).or(() -> choices.yesOrNo(sentence));
        if (exactly.isPresent()) {
            return Reading.of(exactly.get());
        }
        boolean only = !text.endsWith("?")
                && end == text.length()
                && end == said.length()
                && Labels.all(text, choices).isEmpty();
        return only ? choices.saidIn(sentence, true) : Reading.NOTHING;
    }

    private Reading concluded(String sentence) {
        String plain = Markup.plain(sentence);
        List<String> labels = Labels.all(plain, choices).stream()
                .map(Labels.Label::label)
                .distinct()
                .toList();
        if (labels.size() == 1) {
            return Reading.of(labels.get(0));
        }
        boolean concludes = CONCLUSIONS.stream().anyMatch(c -> plain.regionMatches(true, 0, c, 0, c.length()));
        return labels.isEmpty() && concludes ? choices.saidIn(plain, true) : Reading.NOTHING;
    }
}
