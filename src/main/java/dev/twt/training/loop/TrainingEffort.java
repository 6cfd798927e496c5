package dev.twt.training.loop;

import dev.twt.config.TrainConfig;
import dev.twt.model.CausalLms;
import dev.twt.model.ModelHead;
import dev.twt.model.ModelSpec;
import dev.twt.model.file.ModelException;
import dev.twt.model.torch.MatrixSpeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What training takes, in operations: for every weight and token two on the way forward, two for the gradients of what
 * flows on the way back, and two for the weight's own gradient where it is trained (Kaplan et al. 2020, section 2.1). What
 * attention adds with a text's length is left out.
 *
 * @param operationsPerToken of the text, prompt and completion
 */
public record TrainingEffort(long operationsPerToken) {
    /**
     * Share of the speed of a matrix product that a training step reached on the processor: 1.4e11 of 2.0e11 operations a
     * second with a model of 135 million weights.
     */
    private static final double REACHED = 0.7;

    /** Of the base model, where it is a file or folder of this machine that this program can read. */
    public static Optional<TrainingEffort> of(TrainConfig config) {
        Path base = Path.of(config.baseModel());
        if (!Files.exists(base)) {
            return Optional.empty();
        }
        try (ModelHead head =
                CausalLms.inspect(new ModelSpec(base, "", config.jvm().dtype(), null))) {
            long parameters = head.card().parameters();
            boolean adapter = !config.inJvm() || config.jvm().adapter();
            return Optional.of(new TrainingEffort((adapter ? 4 : 6) * parameters));
        } catch (ModelException e) {
            // A trainer of somebody else may know the model; whether ours does is said where ours is to train it.
            return Optional.empty();
        }
    }

    /** Operations of so many tokens. */
    public double operations(double tokens) {
        return tokens * operationsPerToken;
    }

    /** Seconds of so many tokens on this machine's processor, in float32, by a product of matrices that is measured now. */
    public double secondsHere(double tokens) {
        return operations(tokens) / (REACHED * MatrixSpeed.measured());
    }
}
