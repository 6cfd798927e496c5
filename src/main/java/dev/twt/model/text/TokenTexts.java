package dev.twt.model.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What each token adds to a text. A character may take several tokens, and the first of a decoded run may lose its blank;
 * so each token is decoded behind those of the piece before, and a character stands at the token that completes it.
 */
public final class TokenTexts {
    /** What decoders write for bytes that are no character, or not yet. */
    private static final String NO_CHARACTER = "\ufffd";
    /** No character takes more bytes than 4; bytes that make none after so many tokens never will. */
    private static final int LONGEST_CHARACTER = 8;

    private TokenTexts() {}

    /** As many texts as tokens; joined they are the whole text, but for bytes that are no character. */
    public static List<String> of(int[] tokens, Function<int[], String> decoder) {
        List<String> texts = new ArrayList<>(tokens.length);
        int before = 0;
        int from = 0;
        for (int i = 0; i < tokens.length; i++) {
            String known = decoder.apply(Arrays.copyOfRange(tokens, before, from));
            String with = decoder.apply(Arrays.copyOfRange(tokens, before, i + 1));
            boolean waits = with.endsWith(NO_CHARACTER) && i + 1 < tokens.length && i + 1 - from < LONGEST_CHARACTER;
            if (waits || with.length() <= known.length()) {
                texts.add("");
            } else {
                texts.add(with.substring(known.length()));
                before = from;
                from = i + 1;
            }
        }
        return texts;
    }
}
