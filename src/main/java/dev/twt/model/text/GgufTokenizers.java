package dev.twt.model.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.file.Metadata;
import dev.twt.model.file.ModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Builds tokenizers from the {@code tokenizer.ggml.*} metadata of GGUF files. */
final class GgufTokenizers {
    private static final String PREFIX = "tokenizer.ggml.";
    private static final String FOLDER = "Use the model's Hugging Face folder with its tokenizer.json instead";
    private static final Map<String, String> NAMED = Map.of(
            "bos_token", "bos_token_id",
            "eos_token", "eos_token_id",
            "unk_token", "unknown_token_id",
            "pad_token", "padding_token_id");

    private GgufTokenizers() {}

    static Tokenizer read(String where, Metadata metadata) {
        return FastTokenizer.of(parts(where, metadata));
    }

    static TokenizerParts parts(String where, Metadata metadata) {
        String model = metadata.string(PREFIX + "model");
        return switch (model) {
            case "gpt2" -> byteLevel(where, metadata);
            case "llama" -> sentencePiece(where, metadata);
            default ->
                throw new ModelException(
                        where,
                        "its tokenizer is of the kind " + model
                                + "; gpt2 (byte-level BPE) and llama (SentencePiece BPE)"
                                + " can be built from a GGUF file",
                        FOLDER);
        };
    }

    private static TokenizerParts byteLevel(String where, Metadata metadata) {
        String pre = metadata.findString(PREFIX + "pre")
                .orElseThrow(() -> new ModelException(
                        where,
                        "it doesn't say how its tokenizer splits text (tokenizer.ggml.pre is missing)",
                        "Convert the model again with a current llama.cpp. " + FOLDER));
        ByteLevelStyle style = ByteLevelStyle.named(pre)
                .orElseThrow(() -> new ModelException(
                        where,
                        "the way its tokenizer splits text, " + pre + " (tokenizer.ggml.pre), isn't known; known are "
                                + ByteLevelStyle.names(),
                        FOLDER));
        List<String> merges = metadata.strings(PREFIX + "merges");
        GgufVocabulary vocabulary = GgufVocabulary.read(where, metadata);
        return parts(metadata, vocabulary, ByteLevelJson.of(vocabulary, merges, style), style.beginByDefault());
    }

    private static TokenizerParts sentencePiece(String where, Metadata metadata) {
        GgufVocabulary vocabulary = GgufVocabulary.read(where, metadata);
        float[] scores = metadata.floats(PREFIX + "scores");
        if (scores.length != vocabulary.tokens().size()) {
            throw new ModelException(
                    where,
                    "it has " + vocabulary.tokens().size() + " tokens and " + scores.length + " scores",
                    "Fetch it again and check its sha256");
        }
        boolean prefix = metadata.findBool(PREFIX + "add_space_prefix").orElse(true);
        return parts(metadata, vocabulary, SentencePieceJson.of(vocabulary, scores, prefix), true);
    }

    private static TokenizerParts parts(
            Metadata metadata, GgufVocabulary vocabulary, ObjectNode json, boolean beginByDefault) {
        Map<String, String> named = new LinkedHashMap<>();
        NAMED.forEach((name, key) -> vocabulary
                .id(metadata, key)
                .ifPresent(id -> named.put(name, vocabulary.tokens().get(id))));
        Optional<Integer> begin = vocabulary.id(metadata, "bos_token_id");
        boolean beginWanted = metadata.findBool(PREFIX + "add_bos_token").orElse(beginByDefault);
        return new TokenizerParts(
                vocabulary.where(),
                json,
                vocabulary.tokens().size(),
                Set.of(),
                begin.filter(id -> beginWanted).map(OptionalInt::of).orElse(OptionalInt.empty()),
                vocabulary.endOfAnswer(metadata),
                named);
    }
}
