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
    NONE,
    /** Text that matters. */
    INK,
    /** Other text, and what is compared with. */
    QUIET,
    /** Lines of a grid. */
    LINE,
    /** What matters. */
    ACCENT,
    /** Beside it. */
    SOFT,
    /** The rest. */
    FAINT;

    private static final int RED = 7;
    private static final int BLUE = 3;

    Color color() {
        return new Color(RED, ordinal() + 1, BLUE);
    }

    /** The class of a shape that is filled ({@code f-}) or drawn ({@code s-}) with it. */
    String name(String prefix) {
        return prefix + name().toLowerCase(Locale.ROOT);
    }

    /** The ink that an SVG colour stands for. */
    static Optional<Ink> of(String value) {
        return Arrays.stream(values())
                .filter(ink -> value.equals("rgb(" + RED + "," + (ink.ordinal() + 1) + "," + BLUE + ")"))
                .findFirst();
    }
}
