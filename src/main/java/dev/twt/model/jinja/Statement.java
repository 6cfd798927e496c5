package dev.twt.model.jinja;

/** A part of a template that prints or does something. Immutable. */
interface Statement {
    /** What runs next. */
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    /** Line it begins in, from 1. */
    int line();

    Flow run(Scope scope, TextBuilder out);
}
