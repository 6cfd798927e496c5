package dev.twt.config;

/**
 * Sentence embeddings of rationales.
 *
 * @param source {@code minilm} (in the jar), {@code folder} (model.onnx and tokenizer.json) or {@code column} (an
 *     {@code embedding} column that {@code column}'s Parquet brings)
 * @param path folder of the model, or Parquet with request_id and embedding for {@code column}
 * @param maxTokens longer rationales are cut, in tokens
 * @param batchSize texts a run of the model
 */
public record EmbeddingConfig(String source, String path, int maxTokens, int batchSize) {}
