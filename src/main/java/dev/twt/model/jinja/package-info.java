/**
 * Jinja2's language as far as chat templates use it, with Python's meaning of every operator. Text remembers which of
 * its characters came out of a message, so that a rendering can be taken apart again. What is not supported is refused
 * when a template is parsed, with its line.
 */
package dev.twt.model.jinja;
