package dev.twt.task;

import java.util.ArrayList;
import java.util.List;

/** The sentences a text ends with, for completions that state no answer in any known form. */
final class LastSentence {

    private static final int LONGEST = 600;

    private LastSentence() {}

    /** The last sentences, last first. A line about confidence is none of them, nor a question. */
    static List<String> candidates(String said, int count) {
        List<String> found = new ArrayList<>();
        String text = said.substring(Math.max(0, said.length() - 8 * LONGEST)).stripTrailing();
        while (!text.isEmpty() && found.size() < count) {
            int start = Chars.sentenceStart(text, text.length());
            String sentence = text.substring(start).strip();
            boolean words = sentence.chars().anyMatch(Character::isLetterOrDigit);
            if (words && !sentence.endsWith("?") && sentence.length() <= LONGEST && !confidence(sentence)) {
                found.add(sentence);
            }
            text = text.substring(0, start).stripTrailing();
        }
        return found;
    }

    private static boolean confidence(String sentence) {
        return sentence.regionMatches(true, Chars.skip(sentence, 0, "*_ #"), "confidence", 0, 10);
    }
}
