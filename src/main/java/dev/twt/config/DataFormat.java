package dev.twt.config;

/** File formats rows are read from. {@code AUTO} goes by the name ({@code .jsonl}, {@code .json}, {@code .parquet}, with {@code .gz}) and the first character. */
public enum DataFormat {
    AUTO,
    JSONL,
    JSON,
    PARQUET,
    OPENAI_BATCH
}
