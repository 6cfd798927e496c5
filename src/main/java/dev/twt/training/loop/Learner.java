package dev.twt.training.loop;

import dev.twt.model.tuning.TokenExample;
import java.nio.file.Path;
import java.util.List;

/** A model while it learns. Used by one thread. */
interface Learner extends AutoCloseable {
    /**
     * Adds up gradients of the examples' loss: the sum over their completions' tokens of weight times negative
     * log-likelihood in nats, times {@code scale}.
     *
     * @param seed of what is left out at random
     * @return the loss, scaled
     */
    double accumulate(List<TokenExample> examples, double scale, long seed);

    /** The loss of {@link #accumulate}, unscaled, without gradients and with nothing left out. */
    double loss(List<TokenExample> examples);

    /**
     * Changes the weights by the gradients that were added up, and forgets those.
     *
     * @return length of the gradient; where it is no number, nothing was changed
     */
    double step(double rate);

    /** Writes all that {@link #step} depends on. */
    void saveState(Path file);

    /** @throws RuntimeException if the file is broken or of another model */
    void loadState(Path file);

    /** What the model says to prompts at temperature 0. */
    List<String> answers(List<int[]> prompts, int maxTokens);

    @Override
    void close();
}
