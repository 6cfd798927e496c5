package dev.twt.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A question's choices, looked up by label and by what they say. */
final class Choices {

    private static final List<Choice> LETTERS = List.of(
            new Choice("A", ""), new Choice("B", ""), new Choice("C", ""), new Choice("D", ""), new Choice("E", ""));

    private static final Set<String> NEGATIONS =
            Set.of("not", "isnt", "cannot", "cant", "neither", "nor", "never", "doesnt");

    private final Map<String, String> byLabel = new HashMap<>();
    private final Map<String, String> byText = new HashMap<>();
    private final Map<String, String> exactly = new HashMap<>();
    private final Map<String, String> textOf = new HashMap<>();
    private final Map<String, String> yesOrNo = new HashMap<>();

    private Choices(List<Choice> choices) {
        Set<String> twice = new HashSet<>();
        for (Choice choice : choices) {
            String label = choice.label().strip();
            String text = words(choice.text());
            byLabel.putIfAbsent(label.toLowerCase(Locale.ROOT), label);
            textOf.putIfAbsent(label, text);
            exactly.putIfAbsent(choice.text().strip(), label);
            if (!text.isEmpty() && byText.putIfAbsent(text, label) != null) {
                twice.add(text);
            }
        }
        twice.forEach(byText::remove);
        choices.forEach(choice -> TextAnswer.yesOrNo(choice.text())
                .ifPresent(answer -> yesOrNo.put(answer, choice.label().strip())));
        if (yesOrNo.size() != 2 || choices.size() != 2) {
            yesOrNo.clear();
        }
    }

    /** Of a question that lists no choices, the letters A to E are read. */
    static Choices of(List<Choice> choices) {
        return new Choices(choices.isEmpty() ? LETTERS : choices);
    }

    boolean hasLabel(String label) {
        return byLabel.containsKey(label.toLowerCase(Locale.ROOT));
    }

    /** The label as the question spells it. */
    Optional<String> label(String written) {
        return Optional.ofNullable(byLabel.get(written.toLowerCase(Locale.ROOT)));
    }

    /** The choice that says exactly this, as far as its wording goes; empty if two do. */
    Optional<String> byText(String text) {
        if (text.length() > Statements.LONGEST_TAIL) {
            return Optional.empty();
        }
        String same = exactly.get(text.strip());
        return Optional.ofNullable(same == null ? byText.get(words(text)) : same);
    }

    /** The choice that a yes or no means, where the choices are just these two (or true and false). */
    Optional<String> yesOrNo(String text) {
        return Optional.ofNullable(yesOrNo.get(TextAnswer.yesOrNo(text).orElse("")));
    }

    private static String words(String text) {
        return Wording.normalised(Markup.plain(text));
    }

    /** Whether the words after a letter are those of its choice. */
    boolean textFollows(String text, String label, int from) {
        String own = textOf.getOrDefault(label(label).orElse(""), "");
        String following =
                Wording.normalised(text.substring(from, Math.min(text.length(), from + Statements.LONGEST_TAIL)));
        return !own.isEmpty() && startsWithWords(following, own);
    }

    /** After the label's own text where that follows it, else after the label. */
    int skipText(String text, Labels.Label label) {
        String own = textOf.getOrDefault(label.label(), "");
        if (own.isEmpty() || !textFollows(text, label.label(), label.end())) {
            return label.end();
        }
        int limit = Math.min(text.length(), label.end() + 2 * own.length() + 20);
        for (int i = label.end(); i <= limit; i++) {
            boolean wordEnds = i == text.length() || !Chars.word(text.charAt(i));
            if (wordEnds && Wording.normalised(text.substring(label.end(), i)).equals(own)) {
                return i;
            }
        }
        return label.end();
    }

    /**
     * The one choice whose words a sentence says: those it begins with, or, if {@code anywhere}, those it holds. Words of
     * another choice that lie inside ("paper" in "paper bag") do not count for that other.
     */
    Reading saidIn(String sentence, boolean anywhere) {
        if (sentence.length() > 2 * Statements.LONGEST_TAIL) {
            return Reading.NOTHING;
        }
        String words = Wording.normalised(sentence);
        if (!anywhere || negated(words)) {
            return longest(byText.keySet().stream()
                    .filter(text -> startsWithWords(words, text))
                    .toList());
        }
        return longest(byText.keySet().stream()
                .filter(text -> (" " + words + " ").contains(" " + text + " "))
                .toList());
    }

    private Reading longest(List<String> said) {
        List<String> kept = new ArrayList<>(said);
        kept.removeIf(text -> said.stream().anyMatch(other -> other.length() > text.length() && other.contains(text)));
        if (kept.isEmpty()) {
            return Reading.NOTHING;
        }
        return kept.size() == 1 ? Reading.of(byText.get(kept.get(0))) : Reading.SEVERAL;
    }

    private static boolean negated(String words) {
        for (String word : words.split(" ")) {
            if (NEGATIONS.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithWords(String words, String first) {
        return words.startsWith(first) && (words.length() == first.length() || words.charAt(first.length()) == ' ');
    }
}
