package dev.twt.task;

import java.util.List;
import java.util.Optional;

/** Reads a number as the answer to a maths question. */
final class MathAnswer implements AnswerReader {

    static final MathAnswer READER = new MathAnswer();

    private static final String NOISE = " *_:\"'`=≈~[";

    private static final List<String> LEADS = List.of(
            "that ",
            "about ",
            "approximately ",
            "roughly ",
            "around ",
            "exactly ",
            "only ",
            "just ",
            "a total of ",
            "the number ",
            "equal to ",
            "therefore ",
            "simply ",
            "still ",
            "x is ");

    private static final int LAST_SENTENCES = 2;

    private MathAnswer() {}

    @Override
    public List<String> nouns() {
        return List.of("answer", "solution");
    }

    @Override
    public boolean shortLabel() {
        return true;
    }

    @Override
    public Reading stated(Statement.Kind kind, String tail, boolean strict) {
        String plain = plain(tail);
        String part = kind == Statement.Kind.BOXED ? plain : plain.substring(0, Chars.sentenceEnd(plain, 0));
        return read(part, strict);
    }

    @Override
    public String alone(String answer) {
        return read(plain(answer), false) instanceof Reading.Value value ? value.canonical() : "";
    }

    private static String plain(String text) {
        return Markup.plain(Calculator.without(text)).strip();
    }

    private Reading read(String text, boolean strict) {
        int equals = text.lastIndexOf('=');
        if (equals >= 0 && equals < text.length() - 1 && !strict) {
            Reading result = head(text.substring(equals + 1));
            if (!(result instanceof Reading.Nothing)) {
                return result;
            }
        }
        Reading head = head(text);
        if (!(head instanceof Reading.Nothing) || strict) {
            return head;
        }
        return only(text);
    }

    private static Reading only(String text) {
        List<String> values = NumberReader.all(text).stream()
                .map(number -> number.value().canonical())
                .distinct()
                .toList();
        return values.size() == 1 ? Reading.of(values.get(0)) : Reading.NOTHING;
    }

    private static Reading head(String raw) {
        String text = trimmed(raw);
        Optional<Rational> sum = sumAtHead(text) ? Arithmetic.evaluate(text) : Optional.empty();
        if (sum.isPresent()) {
            boolean spacedRange = !text.startsWith("(") && sum.get().signum() < 0 && !text.startsWith("-");
            return spacedRange ? Reading.SEVERAL : Reading.of(sum.get().canonical());
        }
        Optional<ReadNumber> number = NumberReader.readAt(text, 0).or(() -> inWords(text));
        if (number.isEmpty()) {
            return Reading.NOTHING;
        }
        String rest = text.substring(number.get().end());
        if (Joined.several(rest) || Joined.expression(rest)) {
            return Reading.SEVERAL;
        }
        return Reading.of(number.get().value().canonical());
    }

    /** Something that only arithmetic can read: an operator between spaces, or brackets. */
    private static boolean sumAtHead(String text) {
        if (text.length() > Statements.LONGEST_TAIL || text.isEmpty()) {
            return false;
        }
        boolean operator = text.contains(" - ")
                || text.contains("+")
                || text.contains("*")
                || text.contains(" x ")
                || text.contains("×")
                || text.contains("^")
                || text.contains("÷")
                || text.contains(" / ");
        return text.startsWith("(") || text.contains(")/(") || operator || text.contains("/(");
    }

    private static Optional<ReadNumber> inWords(String text) {
        return NumberWords.readAt(text, 0).filter(read -> {
            int next = Chars.skipSpaces(text, read.end());
            return !Chars.wordAt(text, next, "of");
        });
    }

    private static String trimmed(String raw) {
        int from = Chars.skip(raw, 0, NOISE + "\n");
        boolean moved = true;
        while (moved) {
            moved = false;
            for (String lead : LEADS) {
                if (raw.regionMatches(true, from, lead, 0, lead.length())) {
                    from = Chars.skip(raw, from + lead.length(), NOISE);
                    moved = true;
                }
            }
        }
        int end = raw.length();
        while (end > from && " *_.\"'`!,;:\n]$".indexOf(raw.charAt(end - 1)) >= 0) {
            end--;
        }
        return raw.substring(from, end);
    }

    @Override
    public Reading unstated(String said) {
        return LastSentence.candidates(said, LAST_SENTENCES).stream()
                .map(MathAnswer::concluded)
                .filter(reading -> !(reading instanceof Reading.Nothing))
                .findFirst()
                .orElse(Reading.NOTHING);
    }

    /** What the sentence that ends a text comes to: what it says after its last "=", or its only number. */
    private static Reading concluded(String sentence) {
        String text = plain(sentence);
        int equals = text.lastIndexOf('=');
        Reading result = equals < 0 ? Reading.NOTHING : head(text.substring(equals + 1));
        return result instanceof Reading.Nothing ? only(text) : result;
    }
}
