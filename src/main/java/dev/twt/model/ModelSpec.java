package dev.twt.model;

import java.nio.file.Path;

/**
 * Which model to load and how.
 *
 * @param path a GGUF file, or a Hugging Face folder (config.json, tokenizer.json, *.safetensors)
 * @param sha256 expected sum of the GGUF file in hex; empty for none
 * @param dtype float32 or bfloat16
 * @param chatTemplate a Jinja file that replaces the model's own template; null for the model's own
 * @param device auto, cpu, gpu or gpu:N
 */
public record ModelSpec(Path path, String sha256, String dtype, Path chatTemplate, String device) {
    /** A model on whatever device there is. */
    public ModelSpec(Path path, String sha256, String dtype, Path chatTemplate) {
        this(path, sha256, dtype, chatTemplate, "auto");
    }
}
