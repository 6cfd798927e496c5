package dev.twt.config;

import java.io.Serializable;

/**
 * What tokens cost, in US dollars a million tokens.
 *
 * @param input prompt tokens
 * @param output completion tokens
 */
public record PriceConfig(double input, double output) implements Serializable {}
