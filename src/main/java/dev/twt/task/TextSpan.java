package dev.twt.task;

/**
 * A piece of a text.
 *
 * @param from its first character (UTF-16), from 0
 * @param to behind its last one, above {@code from}
 */
public record TextSpan(int from, int to) {
    public TextSpan {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("no piece of a text: " + from + " to " + to);
        }
    }

    TextSpan moved(int by) {
        return new TextSpan(from + by, to + by);
    }
}
