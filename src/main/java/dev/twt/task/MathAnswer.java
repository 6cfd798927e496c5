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

    private static final List<String> CONCLUSIONS = List.of("Therefore", "Thus", "Hence", " So ");

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
        boolean headOnly = strict && kind != Statement.Kind.PHRASE;
        return symbolic(part) ? Reading.SEVERAL : read(part, headOnly);
    }

    /** What is no rational number: 2√3, 4π, ±5, 1.666… with a bar. */
    private static boolean symbolic(String text) {
        return text.chars().anyMatch(c -> "√π∞±‾".indexOf(c) >= 0);
    }

    @Override
    public String alone(String answer) {
        String plain = plain(answer);
        return !symbolic(plain) && read(plain, false) instanceof Reading.Value value ? value.canonical() : "";
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

    /** The only number of a text, if it stands for itself there. */
    private static Reading only(String text) {
        List<ReadNumber> numbers = NumberReader.all(text);
        boolean part = numbers.stream().anyMatch(number -> Joined.expression(text.substring(number.end())));
        List<String> values = numbers.stream()
                .map(number -> number.value().canonical())
                .distinct()
                .toList();
        return values.size() == 1 && !part ? value(numbers.get(0).value()) : Reading.NOTHING;
    }

    private static Reading head(String raw) {
        String text = trimmed(raw);
        Optional<Rational> sum = sumAtHead(text) ? Arithmetic.evaluate(text) : Optional.empty();
        if (sum.isPresent()) {
            boolean spacedRange = !text.startsWith("(") && sum.get().signum() < 0 && !text.startsWith("-");
            return spacedRange ? Reading.SEVERAL : value(sum.get());
        }
        if (clock(text)) {
            return Reading.SEVERAL;
        }
        Optional<ReadNumber> number = NumberReader.readAt(text, 0).or(() -> inWords(text));
        if (number.isEmpty()) {
            return Reading.NOTHING;
        }
        String rest = text.substring(number.get().end());
        if (Joined.several(rest) || Joined.expression(rest)) {
            return Reading.SEVERAL;
        }
        return value(number.get().value());
    }

    /** A number too long to be read back is no answer. */
    private static Reading value(Rational number) {
        String canonical = number.canonical();
        return canonical.length() < Digits.MOST_DIGITS ? Reading.of(canonical) : Reading.NOTHING;
    }

    /** "2:30 pm" is no number. */
    private static boolean clock(String text) {
        int colon = Digits.end(text, 0);
        return colon > 0 && Chars.at(text, colon) == ':' && Chars.digit(Chars.at(text, colon + 1));
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
            return !read.value().isWhole() || !Chars.wordAt(text, next, "of");
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
        int conclusion = conclusionStart(text);
        Reading end = result(text.substring(conclusion));
        if (end instanceof Reading.Nothing && conclusion > 0) {
            end = result(text);
        }
        return end instanceof Reading.Nothing ? only(withoutBrackets(text)) : end;
    }

    private static Reading result(String end) {
        int equals = end.lastIndexOf('=');
        int is = end.contains("value of") ? end.lastIndexOf(" is ") : end.lastIndexOf("which is ") + "which".length();
        Reading result = Reading.NOTHING;
        if (is > equals && end.startsWith(" is ", is)) {
            result = head(end.substring(is + " is ".length()));
        } else if (equals >= 0) {
            result = head(end.substring(equals + 1));
        }
        return result instanceof Reading.Nothing ? only(end) : result;
    }

    private static String withoutBrackets(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        return open > 0 && close > open ? text.substring(0, open) + text.substring(close + 1) : text;
    }

    /** A model may draw its conclusion without a full stop before it. */
    private static int conclusionStart(String text) {
        int start = 0;
        for (String word : CONCLUSIONS) {
            start = Math.max(start, text.lastIndexOf(word));
        }
        return NumberReader.all(text.substring(start)).isEmpty() ? 0 : start;
    }
}
