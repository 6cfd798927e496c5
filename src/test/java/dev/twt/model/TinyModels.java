package dev.twt.model;

import java.nio.file.Path;

/** Tiny models with fixed random weights, for tests of what stands above the model. */
public final class TinyModels {
    private TinyModels() {}

    /** Writes a GGUF file of a llama with a context of 96 tokens, one token a byte and no chat template. */
    public static Path llama(Path file) {
        return TinyGguf.write(TinyModel.random(TinyShape.LLAMA, 7), file);
    }
}
