package dev.twt.dataset;

/**
 * One run's claim on a workspace, as others see it.
 *
 * @param name of two that claim at once the lower one goes first
 * @param holding whether the workspace is its own; else it is still looking for others
 * @param sign the store's time of its last sign of life, in milliseconds
 */
record Claim(String name, boolean holding, long sign) {}
