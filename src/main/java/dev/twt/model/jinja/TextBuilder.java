package dev.twt.model.jinja;

import java.util.BitSet;

/** Puts a text together and keeps track of who wrote what. Used by one thread. */
final class TextBuilder {
    private final StringBuilder string = new StringBuilder();
    private final BitSet user = new BitSet();

    TextBuilder append(Text text) {
        int offset = string.length();
        string.append(text.string());
        if (text.hasUser()) {
            BitSet marks = text.userPositions();
            for (int i = marks.nextSetBit(0); i >= 0; i = marks.nextSetBit(i)) {
                int end = marks.nextClearBit(i);
                user.set(offset + i, offset + end);
                i = end;
            }
        }
        return this;
    }

    /** Characters the template wrote. */
    TextBuilder append(String markup) {
        string.append(markup);
        return this;
    }

    TextBuilder append(String characters, boolean byUser) {
        int offset = string.length();
        string.append(characters);
        if (byUser) {
            user.set(offset, string.length());
        }
        return this;
    }

    Text build() {
        return string.isEmpty() ? Text.EMPTY : Text.marked(string.toString(), (BitSet) user.clone());
    }
}
