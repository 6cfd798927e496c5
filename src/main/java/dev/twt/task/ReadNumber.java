package dev.twt.task;

/**
 * A number found in a text.
 *
 * @param value its exact value
 * @param start where it begins, sign and currency included
 * @param end after its last character
 */
record ReadNumber(Rational value, int start, int end) {}
