package dev.twt.report.page;

import java.util.List;
import java.util.Optional;

/**
 * A picture with its numbers, or numbers alone.
 *
 * @param svg the picture; null for none
 * @param keys what its colours mean
 * @param caption below it
 * @param table the numbers; null for none
 * @param folded whether the numbers are folded away until they are asked for
 */
record Block(String svg, List<Key> keys, String caption, Table table, boolean folded) {
    /** A colour of a picture; {@code css} is the class of its sign. */
    record Key(String css, String text) {}

    static Block of(Table table) {
        return new Block(null, List.of(), "", table, false);
    }

    /** A picture above its numbers; without a picture the numbers are not folded. */
    static Block of(Optional<String> svg, List<Key> keys, String caption, Table table, boolean folded) {
        return svg.isPresent()
                ? new Block(svg.get(), keys, caption, table, folded)
                : new Block(null, List.of(), "", table, false);
    }
}
