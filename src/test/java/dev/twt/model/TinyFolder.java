package dev.twt.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.file.SafetensorsType;
import dev.twt.model.file.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a made model as a Hugging Face folder. */
final class TinyFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TinyFolder() {}

    static Path write(TinyModel model, Path folder) {
        try {
            Files.createDirectories(folder);
            SafetensorsWriter.write(
                    folder.resolve("model.safetensors"), model.weights(), SafetensorsType.F32, Map.of("format", "pt"));
            write(folder.resolve("config.json"), config(model.shape()));
            writeTokenizer(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeTokenizer(Path folder) {
        write(folder.resolve("tokenizer.json"), tokenizer());
        ObjectNode names = JSON.createObjectNode();
        names.put("eos_token", TinyVocabulary.END);
        write(folder.resolve("tokenizer_config.json"), names);
    }

    static ObjectNode config(TinyShape s) {
        ObjectNode config = JSON.createObjectNode();
        config.put("model_type", s.gemma() ? "gemma3_text" : s.family());
        config.put("hidden_size", s.width());
        config.put("num_hidden_layers", s.layers());
        config.put("num_attention_heads", s.heads());
        config.put("num_key_value_heads", s.keyHeads());
        if (!s.biased()) {
            config.put("head_dim", s.headWidth());
        }
        config.put("intermediate_size", s.feedForward());
        config.put("max_position_embeddings", s.context());
        config.put("rms_norm_eps", TinyShape.EPSILON);
        config.put("rope_theta", s.ropeBase());
        config.put("vocab_size", TinyVocabulary.SIZE);
        config.put("tie_word_embeddings", s.tied());
        if (s.gemma()) {
            config.put("hidden_activation", "gelu_pytorch_tanh");
            config.put("query_pre_attn_scalar", s.headWidth());
            config.put("sliding_window", s.window());
            config.put("rope_local_base_freq", 10_000.0);
        } else {
            config.put("hidden_act", "silu");
        }
        if (s.family().startsWith("qwen")) {
            // A window that is stated and not used, as in every published Qwen.
            config.put("use_sliding_window", false).put("sliding_window", 4).put("max_window_layers", 1);
        }
        return config;
    }

    private static ObjectNode tokenizer() {
        ObjectNode tokenizer = JSON.createObjectNode();
        ObjectNode end = tokenizer.putArray("added_tokens").addObject();
        end.put("id", TinyVocabulary.END_ID).put("content", TinyVocabulary.END).put("special", true);
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            end.put(flag, false);
        }
        tokenizer.set("pre_tokenizer", byteLevel());
        tokenizer.set("decoder", byteLevel());
        ObjectNode bpe = tokenizer.putObject("model").put("type", "BPE");
        ObjectNode vocabulary = bpe.putObject("vocab");
        List<String> tokens = TinyVocabulary.tokens();
        for (int id = 0; id < TinyVocabulary.END_ID; id++) {
            vocabulary.put(tokens.get(id), id);
        }
        bpe.putArray("merges").add("t h");
        return tokenizer;
    }

    private static ObjectNode byteLevel() {
        ObjectNode level = JSON.createObjectNode().put("type", "ByteLevel");
        return level.put("add_prefix_space", false).put("trim_offsets", false).put("use_regex", false);
    }

    static void write(Path file, ObjectNode node) {
        try {
            Files.writeString(file, JSON.writeValueAsString(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
