package dev.twt.model.jinja;

/** A Jinja test: {@code value is name(arguments)}. */
interface TestFunction {
    boolean holds(Object value, Arguments arguments);
}
