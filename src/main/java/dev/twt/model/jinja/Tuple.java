package dev.twt.model.jinja;

import java.util.List;

/** Python's tuple: as a list, but printed with round brackets and equal to tuples only. */
record Tuple(List<Object> items) {
    static Tuple of(Object... items) {
        return new Tuple(List.of(items));
    }
}
