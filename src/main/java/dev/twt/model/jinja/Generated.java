package dev.twt.model.jinja;

import java.util.Iterator;
import java.util.List;

/** What Python's generators give: true whatever is in it, without a length, and read only once. */
record Generated(Iterator<Object> items) {
    static Generated of(List<Object> items) {
        return new Generated(items.iterator());
    }
}
