package dev.twt.model.jinja;

/** A value that a template can call. */
interface Callable {
    Object call(Arguments arguments);
}
