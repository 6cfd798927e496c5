package dev.twt.model.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.model.file.Weights;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The architecture that the {@code config.json} of a Hugging Face folder describes (keys and defaults as in transformers'
 * LlamaConfig, Qwen2Config, Qwen3Config and Gemma3TextConfig). What would change the mathematics and is not computed here is refused.
 */
public final class FolderArchitecture {
    private final ConfigJson config;
    private final Family family;
    private final Path folder;

    private FolderArchitecture(Path folder) {
        this.folder = folder;
        this.config = ConfigJson.read(folder);
        this.family = family();
    }

    /**
     * The architecture of a Hugging Face folder.
     *
     * @param weights of the same folder; they tell the size of the vocabulary
     */
    public static Architecture read(Path folder, Weights weights) {
        return new FolderArchitecture(folder).read(weights);
    }

    private Family family() {
        String type = config.findText("model_type").orElse("unknown");
        return switch (type) {
            case "llama" -> Family.LLAMA;
            case "qwen2" -> Family.QWEN2;
            case "qwen3" -> Family.QWEN3;
            case "gemma3_text" -> Family.GEMMA3;
            default -> throw config.refused("the model type is " + type);
        };
    }

    private Architecture read(Weights weights) {
        refuse();
        int heads = config.integer("num_attention_heads");
        int width = config.integer("hidden_size");
        int layers = config.integer("num_hidden_layers");
        int headWidth = config.findInteger("head_dim").orElse(usualHeadWidth(width, heads));
        String embedding = Part.EMBEDDING.inFolder(family, 0);
        int vocabulary = weights.names().contains(embedding)
                ? Math.toIntExact(weights.shape(embedding)[0])
                : config.integer("vocab_size");
        return new Architecture(
                family,
                config.findText("_name_or_path")
                        .filter(name -> !name.isBlank())
                        .orElse(folder.getFileName().toString()),
                layers,
                width,
                heads,
                config.findInteger("num_key_value_heads").orElse(heads),
                headWidth,
                config.integer("intermediate_size"),
                vocabulary,
                config.integer("max_position_embeddings"),
                config.findNumber("rms_norm_eps").orElse(1e-6),
                1 / Math.sqrt(config.findNumber("query_pre_attn_scalar").orElse((double) headWidth)),
                RotarySettings.everywhere(config, family, headWidth),
                config.flag("tie_word_embeddings", family == Family.GEMMA3),
                family == Family.GEMMA3 ? Optional.of(locality(layers, headWidth)) : Optional.empty());
    }

    private int usualHeadWidth(int width, int heads) {
        return switch (family) {
            case LLAMA, QWEN2 -> width / heads;
            case QWEN3 -> 128;
            case GEMMA3 -> 256;
        };
    }

    private void refuse() {
        // A Qwen2 has its biases whatever is said here.
        if (family != Family.QWEN2) {
            config.require("attention_bias", "false");
        }
        config.require("mlp_bias", "false");
        config.require("rope_interleaved", "false");
        config.require("use_mrope", "false");
        config.requireOne("partial_rotary_factor");
        config.require("use_bidirectional_attention", "false");
        config.refuse("quantization_config", "its weights are quantised");
        config.refuse("attn_logit_softcapping", "its attention scores are capped");
        config.refuse("final_logit_softcapping", "its logits are capped");
        config.refuse("num_local_experts", "it is a mixture of experts");
        if (family == Family.GEMMA3) {
            config.require("hidden_activation", "gelu_pytorch_tanh");
            return;
        }
        config.refuse("query_pre_attn_scalar", "attention has a scale of its own");
        config.require("hidden_act", "silu");
        if (family == Family.LLAMA) {
            config.refuse("sliding_window", "attention has a sliding window");
        } else {
            refuseWindows();
        }
    }

    /** Qwen's settings state a window whether it is used or not; a switch says so, and so do the layers' types. */
    private void refuseWindows() {
        config.require("use_sliding_window", "false");
        if (config.has("layer_types")) {
            for (JsonNode type : config.list("layer_types")) {
                if (!type.asText().equals("full_attention")) {
                    throw config.refused("a layer has the type " + type.asText() + " (layer_types)");
                }
            }
        }
    }

    private Locality locality(int layers, int headWidth) {
        int window = config.integer("sliding_window");
        float[] frequencies = RotarySettings.local(config, headWidth);
        if (!config.has("layer_types")) {
            int period = config.findInteger("sliding_window_pattern").orElse(6);
            return Locality.everyNthGlobal(layers, period, window, frequencies);
        }
        var types = config.list("layer_types");
        if (types.size() != layers) {
            throw config.refused("layer_types has " + types.size() + " entries for " + layers + " layers");
        }
        boolean[] local = new boolean[layers];
        for (int i = 0; i < layers; i++) {
            String type = types.get(i).asText();
            local[i] = type.equals("sliding_attention");
            if (!local[i] && !type.equals("full_attention")) {
                throw config.refused("a layer has the type " + type);
            }
        }
        return new Locality(window, frequencies, local);
    }
}
