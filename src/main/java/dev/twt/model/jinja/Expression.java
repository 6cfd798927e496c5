package dev.twt.model.jinja;

/** A part of a template that has a value. Immutable. */
interface Expression {
    Object value(Scope scope);

    default boolean isTrue(Scope scope) {
        return Values.isTrue(value(scope));
    }
}
