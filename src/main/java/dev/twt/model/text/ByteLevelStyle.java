package dev.twt.model.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How byte-level BPE models split a text before merging, by the name that GGUF files give it
 * ({@code tokenizer.ggml.pre}). The expressions are those of the models' own tokenizer.json, or llama.cpp's equal ones
 * (src/llama-vocab.cpp).
 *
 * @param splits expressions, applied one after the other; what lies between two matches is a piece too
 * @param nfc whether the text is brought to Unicode's form NFC first
 * @param ignoreMerges whether a piece that is a token as a whole is taken as such
 * @param beginByDefault whether prompts begin with the begin-of-sequence token where the file doesn't say
 */
record ByteLevelStyle(List<String> splits, boolean nfc, boolean ignoreMerges, boolean beginByDefault) {
    private static final String GPT2 =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
    private static final String LLAMA3 = modern("\\p{N}{1,3}");
    private static final String QWEN2 = modern("\\p{N}");
    private static final String DIGIT = "\\p{N}";
    private static final String CHINESE_JAPANESE_KOREAN = "[一-龥ࠀ-一가-퟿]+";

    private static final Map<String, ByteLevelStyle> STYLES = Map.ofEntries(
            Map.entry("gpt-2", plain(GPT2)),
            Map.entry("mpt", new ByteLevelStyle(List.of(GPT2), true, false, false)),
            Map.entry("smollm", plain(DIGIT, GPT2)),
            Map.entry("starcoder", plain(DIGIT, GPT2)),
            Map.entry("refact", plain(DIGIT, GPT2)),
            Map.entry("command-r", new ByteLevelStyle(List.of(DIGIT, GPT2), true, false, false)),
            Map.entry("falcon", plain("[\\p{P}\\$\\+<=>\\^~\\|`]+", GPT2, "[0-9][0-9][0-9]")),
            Map.entry(
                    "deepseek-coder", plain("[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", CHINESE_JAPANESE_KOREAN, DIGIT)),
            Map.entry(
                    "deepseek-llm",
                    plain(
                            "[\\r\\n]",
                            "\\s?[\\p{Lu}\\p{Ll}\\p{Lt}]+",
                            "\\s?[!-/:-~！-／：-～‘-‟　-。]+",
                            "\\s+$",
                            CHINESE_JAPANESE_KOREAN,
                            "\\p{N}+")),
            Map.entry("llama-bpe", new ByteLevelStyle(List.of(LLAMA3), false, true, true)),
            Map.entry("qwen2", new ByteLevelStyle(List.of(QWEN2), true, false, false)));

    private static ByteLevelStyle plain(String... splits) {
        return new ByteLevelStyle(List.of(splits), false, false, false);
    }

    private static String modern(String number) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + number
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    static Optional<ByteLevelStyle> named(String pre) {
        return Optional.ofNullable(STYLES.get(pre));
    }

    static String names() {
        return String.join(", ", new TreeSet<>(STYLES.keySet()));
    }
}
