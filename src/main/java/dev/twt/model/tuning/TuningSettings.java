package dev.twt.model.tuning;

import dev.twt.model.torch.DeviceChoice;
import java.util.Optional;

/**
 * What is trained, and how.
 *
 * @param lora adapters to train; empty to train all weights
 * @param dtype of matrix products and frozen weights
 * @param seed of the adapters' first values
 * @param device where it is trained
 */
public record TuningSettings(
        Optional<LoraSettings> lora, AdamWSettings optimizer, Dtype dtype, long seed, DeviceChoice device) {}
