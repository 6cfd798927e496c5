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

    /** Writes a GGUF file of a Gemma 3. */
    public static Path gemma(Path file) {
        return TinyGguf.write(TinyModel.random(TinyShape.GEMMA, 14), file);
    }

    /** Writes a Hugging Face folder of a Qwen2 with biases and a tied output matrix. */
    public static Path qwen2Folder(Path folder) {
        return TinyFolder.write(TinyModel.random(TinyShape.QWEN2, 10), folder);
    }

    /** Writes a GGUF file of a Qwen2 with an output matrix of its own. */
    public static Path qwen2(Path file) {
        return TinyGguf.write(TinyModel.random(TinyShape.UNTIED_QWEN2, 11), file);
    }

    /** Writes a Hugging Face folder of a Qwen3, whose heads are together wider than its layers. */
    public static Path qwen3Folder(Path folder) {
        return TinyFolder.write(TinyModel.random(TinyShape.QWEN3, 12), folder);
    }

    /** Writes a GGUF file of a Qwen3. */
    public static Path qwen3(Path file) {
        return TinyGguf.write(TinyModel.random(TinyShape.QWEN3, 13), file);
    }

    /**
     * Writes a Hugging Face folder of a family.
     *
     * @param family llama, qwen2, qwen3 or gemma3
     */
    public static Path folder(String family, Path folder) {
        return switch (family) {
            case "llama" -> llamaFolder(folder);
            case "qwen2" -> qwen2Folder(folder);
            case "qwen3" -> qwen3Folder(folder);
            case "gemma3" -> gemmaFolder(folder);
            default -> throw new IllegalArgumentException(family);
        };
    }

    /** Writes a tokenizer of 258 tokens into a folder. */
    public static void tokenizer(Path folder) {
        TinyFolder.writeTokenizer(folder);
    }
}
