package dev.twt.model;

/**
 * What a loaded model is.
 *
 * @param architecture the family: llama, qwen2, qwen3 or gemma3
 * @param name the file's own name for it
 * @param parameters number of weights
 * @param contextLength longest sequence in tokens
 * @param vocabularySize rows of the output matrix
 */
public record ModelCard(String architecture, String name, long parameters, int contextLength, int vocabularySize) {}
