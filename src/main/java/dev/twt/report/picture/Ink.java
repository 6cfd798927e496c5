package dev.twt.report.picture;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a picture is drawn with. Java paints in placeholder colours; in the finished picture they are classes, whose colours
 * the page sets for its light and its dark dress.
 */
enum Ink {
    /** Nothing: backgrounds that the library paints. */
    NONE(1),
    /** Text that matters. */
    INK(2),
    /** Other text, and what is compared with. */
    QUIET(3),
    /** Lines of a grid. */
    LINE(4),
    /** What matters. */
    ACCENT(5),
    /** Beside it. */
    SOFT(6),
    /** The rest. */
    FAINT(7);

    private static final int RED = 7;
    private static final int BLUE = 3;

    private final int green;

    Ink(int green) {
        this.green = green;
    }

    Color color() {
        return new Color(RED, green, BLUE);
    }

    /** The class of a shape that is filled ({@code f-}) or drawn ({@code s-}) with it. */
    String name(String prefix) {
        return prefix + name().toLowerCase(Locale.ROOT);
    }

    /** The ink that an SVG colour stands for. */
    static Optional<Ink> of(String value) {
        return Arrays.stream(values())
                .filter(ink -> value.equals("rgb(" + RED + "," + ink.green + "," + BLUE + ")"))
                .findFirst();
    }
}
