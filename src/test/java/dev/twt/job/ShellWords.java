package dev.twt.job;

import java.util.ArrayList;
import java.util.List;

/** The words of one command as a shell would part them, up to a comment, a pipe, or another command. */
final class ShellWords {
    private ShellWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean any = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                any = true;
            } else if (c == ' ' || ends(c, any)) {
                if (any) {
                    words.add(word.toString());
                }
                if (c != ' ') {
                    return withoutStream(words, c);
                }
                word.setLength(0);
                any = false;
            } else {
                word.append(c);
                any = true;
            }
        }
        if (any) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean ends(char c, boolean inWord) {
        return c == '|' || c == '&' || c == ';' || c == '>' || c == '<' || c == '#' && !inWord;
    }

    /** The 2 of 2> is no word. */
    private static List<String> withoutStream(List<String> words, char end) {
        boolean number = !words.isEmpty() && words.get(words.size() - 1).matches("\\d");
        return end == '>' && number ? words.subList(0, words.size() - 1) : words;
    }
}
