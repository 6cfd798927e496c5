package dev.twt.model.tuning;

/**
 * Bytes of native memory that training takes, beside the Java heap.
 *
 * @param weights of the model and the adapters
 * @param gradients of what is trained
 * @param moments of the optimizer, two for each trained weight
 * @param activations that a step keeps for its way back, its logits included
 */
public record MemoryEstimate(long weights, long gradients, long moments, long activations) {
    public long total() {
        return weights + gradients + moments + activations;
    }
}
