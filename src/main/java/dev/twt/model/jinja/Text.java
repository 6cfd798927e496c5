package dev.twt.model.jinja;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A Python string that knows which of its characters a user wrote. Two texts are equal if their characters are; who
 * wrote them does not count. Positions are UTF-16 positions unless a method says code points. Immutable.
 */
public final class Text {
    static final Text EMPTY = new Text("", null);

    private final String string;
    /** Positions a user wrote; null if there are none, and never changed. */
    private final BitSet user;

    private Text(String string, BitSet user) {
        this.string = string;
        this.user = user == null || user.isEmpty() ? null : user;
    }

    /** A text the template wrote. */
    public static Text of(String string) {
        return string.isEmpty() ? EMPTY : new Text(string, null);
    }

    /** A text a user wrote. */
    public static Text user(String string) {
        BitSet all = new BitSet(string.length());
        all.set(0, string.length());
        return new Text(string, all);
    }

    static Text marked(String string, BitSet user) {
        return new Text(string, user);
    }

    /** Neighbouring characters by the same writer. */
    public record Run(String text, boolean user) {}

    /** The text in maximal runs, in order; none of them is empty. */
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int start = 0;
        while (start < string.length()) {
            boolean byUser = isUser(start);
            int end = endOfRun(start);
            runs.add(new Run(string.substring(start, end), byUser));
            start = end;
        }
        return runs;
    }

    private int endOfRun(int start) {
        if (user == null) {
            return string.length();
        }
        int end = user.get(start) ? user.nextClearBit(start) : user.nextSetBit(start);
        return end < 0 ? string.length() : Math.min(end, string.length());
    }

    String string() {
        return string;
    }

    boolean isUser(int position) {
        return user != null && user.get(position);
    }

    boolean hasUser() {
        return user != null;
    }

    BitSet userPositions() {
        return user == null ? new BitSet() : (BitSet) user.clone();
    }

    /** Whether a user wrote any character from begin to end, end excluded. */
    boolean hasUser(int begin, int end) {
        if (user == null) {
            return false;
        }
        int first = user.nextSetBit(begin);
        return first >= 0 && first < end;
    }

    boolean isEmpty() {
        return string.isEmpty();
    }

    /** Length in code points, as Python counts. */
    int length() {
        return string.codePointCount(0, string.length());
    }

    Text substring(int begin, int end) {
        if (begin == 0 && end == string.length()) {
            return this;
        }
        return new Text(string.substring(begin, end), user == null ? null : user.get(begin, end));
    }

    Text concat(Text other) {
        return new TextBuilder().append(this).append(other).build();
    }

    /** The same characters, all of them a user's if any was: for operations that lose track of who wrote what. */
    static Text derived(String string, Text from) {
        return from.hasUser() ? user(string) : of(string);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text text && text.string.equals(string);
    }

    @Override
    public int hashCode() {
        return string.hashCode();
    }

    @Override
    public String toString() {
        return string;
    }
}
