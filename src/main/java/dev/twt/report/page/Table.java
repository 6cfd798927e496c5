package dev.twt.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table: each line has a name and cells; {@code css} is its class. */
record Table(String caption, String css, List<Head> heads, List<Line> lines) {
    /** Above a column; {@code end} is the class of columns of numbers. */
    record Head(String text, String end) {}

    /** A line; {@code css} is its class. */
    record Line(String head, String css, List<Cell> cells) {}

    /**
     * A cell.
     *
     * @param end class of cells of numbers
     * @param bar length of a bar behind it in percent, as CSS has it; null for none
     * @param tint how strongly it is coloured, in percent; null for not at all
     */
    record Cell(String text, String end, String bar, String tint) {}

    private static final String END = "end";

    /**
     * A table without lines.
     *
     * @param heads a name that begins with {@code #} is above a column of numbers
     */
    static Table of(String caption, String... heads) {
        List<Head> named = Arrays.stream(heads)
                .map(head -> head.startsWith("#") ? new Head(head.substring(1), END) : new Head(head, ""))
                .toList();
        return new Table(caption, "", named, new ArrayList<>());
    }

    /** No wider than its numbers need. */
    Table asMatrix() {
        return new Table(caption, "matrix", heads, lines);
    }

    /** Adds a line. Cells take the side of their column. */
    Table line(String head, String... cells) {
        List<Cell> all = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            all.add(new Cell(cells[i], heads.get(i + 1).end(), null, null));
        }
        lines.add(new Line(head, "", all));
        return this;
    }

    /** Adds a line of ready cells. */
    Table line(String head, String css, List<Cell> cells) {
        lines.add(new Line(head, css, cells));
        return this;
    }

    static Cell number(String text) {
        return new Cell(text, END, null, null);
    }

    static Cell text(String text) {
        return new Cell(text, "", null, null);
    }

    /** With a bar that is as long as its share. */
    static Cell bar(String text, double share) {
        return new Cell(text, END, percent(share), null);
    }

    /** Coloured by its share. */
    static Cell tint(String text, double share) {
        return new Cell(text, END, null, percent(share));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * Math.min(1, Math.max(0, share)));
    }
}
