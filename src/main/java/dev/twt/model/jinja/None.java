package dev.twt.model.jinja;

/** Python's None. */
enum None {
    NONE
}
