package dev.twt.config;

/**
 * A low-rank adapter.
 *
 * @param r rank, 1 or more
 * @param alpha the adapter is scaled by alpha / r
 * @param dropout share of its inputs that is left out while training, 0 to below 1
 */
public record LoraConfig(int r, double alpha, double dropout) {}
