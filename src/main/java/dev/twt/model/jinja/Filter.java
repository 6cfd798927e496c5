package dev.twt.model.jinja;

/** A Jinja filter: {@code value | name(arguments)}. */
interface Filter {
    Object apply(Object value, Arguments arguments);
}
