package dev.twt.model;

import java.nio.file.Path;

/** Tiny models with fixed random weights, for tests of what stands above the model. */
public final class TinyModels {
    private TinyModels() {}

    /** Writes a GGUF file of a llama with a context of 96 tokens, one token a byte and no chat template. */
    public static Path llama(Path file) {
        return TinyGguf.write(TinyModel.random(TinyShape.LLAMA, 7), file);
    }

    /** Writes a Hugging Face folder of a llama (tied, two layers) with a context of 96 tokens, one token a byte. */
    public static Path llamaFolder(Path folder) {
        return TinyFolder.write(TinyModel.random(TinyShape.TIED_LLAMA, 8), folder);
    }

    /** Writes a Hugging Face folder of a Gemma 3 with a window of five tokens. */
    public static Path gemmaFolder(Path folder) {
        return TinyFolder.write(TinyModel.random(TinyShape.GEMMA, 9), folder);
    }

    /** Writes a tokenizer of 258 tokens into a folder. */
    public static void tokenizer(Path folder) {
        TinyFolder.writeTokenizer(folder);
    }
}
