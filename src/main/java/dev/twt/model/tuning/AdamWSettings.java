package dev.twt.model.tuning;

/**
 * AdamW (Loshchilov and Hutter, 2019) over all trained tensors.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of their squares
 * @param epsilon added to the root of the latter
 * @param weightDecay times the learning rate is taken off every trained weight each step
 * @param clipNorm longest gradient, all tensors together; 0 for no limit
 */
public record AdamWSettings(double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {}
