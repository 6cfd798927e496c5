package dev.twt.task;

/**
 * A number found in a text.
 *
 * @param value its exact value
 * @param end after its last character
 */
record ReadNumber(Rational value, int end) {}
