package dev.twt.config;

/**
 * What tokens cost, in US dollars a million tokens.
 *
 * @param input prompt tokens
 * @param output completion tokens
 */
public record PriceConfig(double input, double output) {}
