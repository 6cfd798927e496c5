package dev.twt.model.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.file.GgufFile;
import dev.twt.model.file.ModelException;
import java.nio.file.Path;
import java.util.Map;

/** Where tokenizers come from. What can't be read exactly is refused with a {@link ModelException}. */
public final class Tokenizers {
    private Tokenizers() {}

    /**
     * The tokenizer of a GGUF file, built from its {@code tokenizer.ggml.*} metadata. Serves byte-level BPE (model
     * {@code gpt2}) with the pre-tokenizers of {@link ByteLevelStyle}, and SentencePiece BPE (model {@code llama}).
     */
    public static Tokenizer fromGguf(GgufFile file) {
        return GgufTokenizers.read(file.path().toString(), file.metadata());
    }

    /**
     * The tokenizer of a Hugging Face folder: {@code tokenizer.json}, and of {@code tokenizer_config.json},
     * {@code special_tokens_map.json} and {@code generation_config.json} what is there.
     */
    public static Tokenizer fromFolder(Path folder) {
        return FolderTokenizers.read(folder);
    }

    /**
     * What a Hugging Face folder would hold of a GGUF file's tokenizer: {@code tokenizer.json},
     * {@code tokenizer_config.json} and {@code generation_config.json}, by name.
     */
    public static Map<String, ObjectNode> filesOf(GgufFile file) {
        return TokenizerFiles.of(GgufTokenizers.parts(file.path().toString(), file.metadata()));
    }
}
