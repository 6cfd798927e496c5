package dev.twt.model;

import java.util.ArrayList;
import java.util.List;

/** A vocabulary of the 256 bytes, one merged pair and an end token, in GPT-2's spelling of bytes. */
final class TinyVocabulary {
    static final String END = "<|im_end|>";
    static final int END_ID = 257;
    static final int SIZE = 258;

    private TinyVocabulary() {}

    static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b > 32 && b < 127) || (b > 160 && b < 173) || b > 173;
            tokens.add(Character.toString(printable ? b : next));
            next += printable ? 0 : 1;
        }
        tokens.add("th");
        tokens.add(END);
        return tokens;
    }
}
