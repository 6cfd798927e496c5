package dev.twt.generation.governor;

/**
 * What one request takes at worst: its prompt and its longest answer.
 *
 * @param tokens prompt and completion tokens
 * @param usd US dollars
 */
public record Reservation(long tokens, double usd) {}
