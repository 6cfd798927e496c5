package dev.twt.embedding;

import java.util.List;

/** Turns texts into vectors whose cosine says how alike they are. Safe for use by several threads. */
public interface Embedder extends AutoCloseable {
    /** Length of every vector. */
    int dimensions();

    /**
     * One unit vector a text, in the order of the texts. A text's vector does not depend on the texts beside it. Null
     * stands where the tokenizer finds no token in a text.
     */
    float[][] embed(List<String> texts);

    /** Frees the model. Not to be called while {@link #embed} runs. */
    @Override
    void close();
}
