package dev.twt.model.jinja;

/** A value with attributes of its own, such as {@code loop}. */
interface Attributed {
    /** The attribute; null if there is none of the name. */
    Object attribute(String name);
}
