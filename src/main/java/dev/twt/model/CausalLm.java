package dev.twt.model;

import dev.twt.model.text.ChatTemplate;
import dev.twt.model.text.Tokenizer;
import java.util.Optional;

/**
 * A causal language model in this JVM. Loading happens in {@code CausalLms.load(ModelSpec)}. A session is used by one
 * thread; several sessions of one model may exist.
 */
public interface CausalLm extends AutoCloseable {
    ModelCard card();

    Tokenizer tokenizer();

    /** The file's own chat template or the one of the spec; empty for a base model. */
    Optional<ChatTemplate> chatTemplate();

    /**
     * Logits of the token after each position.
     *
     * @param ids one sequence of T tokens
     * @return [T][vocabulary]
     */
    default float[][] logits(int[] ids) {
        return logits(ids, 0);
    }

    /**
     * The same of the last positions alone.
     *
     * @param from first position whose logits are wanted
     * @return [T - from][vocabulary]
     */
    float[][] logits(int[] ids, int from);

    /** A batch of at most {@code slots} sequences that are generated together; a slot is free again when its sequence ends. */
    GenerationSession newSession(int slots);

    @Override
    void close();
}
