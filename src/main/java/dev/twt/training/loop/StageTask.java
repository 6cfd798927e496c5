package dev.twt.training.loop;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A stage to train.
 *
 * @param number its place among the student's stages, from 1
 * @param last whether none follows
 * @param train examples, a JSON object a line
 * @param heldOut the same, kept aside
 * @param from the model it starts from: a Hugging Face folder, an adapter's folder or a GGUF file
 * @param out folder that gets the trained model
 * @param checkpoints folder of what is needed to go on
 * @param softTargets what is learned in place of the examples' own tokens, as {@link SoftTargets} made it of them
 */
public record StageTask(
        int number,
        boolean last,
        Path train,
        Optional<Path> heldOut,
        Path from,
        Path out,
        Path checkpoints,
        Optional<Path> softTargets) {
    /** A stage that learns its examples as they are. */
    public StageTask(
            int number, boolean last, Path train, Optional<Path> heldOut, Path from, Path out, Path checkpoints) {
        this(number, last, train, heldOut, from, out, checkpoints, Optional.empty());
    }
}
