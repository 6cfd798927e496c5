package dev.twt.model.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.file.Metadata;
import dev.twt.model.file.ModelException;

/** The {@code config.json} that a GGUF file's model would have in a Hugging Face folder. */
public final class GgufConfig {
    private static final double USUAL_BASE = 10_000;

    private GgufConfig() {}

    /**
     * The settings of a model of one of the supported families.
     *
     * @param where the file, for messages
     * @throws ModelException if something of the model can't be said in such a file
     */
    public static ObjectNode of(String where, Metadata metadata, Architecture a) {
        String prefix = a.family().label() + ".rope.";
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putArray("architectures").add(className(a.family()) + "ForCausalLM");
        config.put(
                "model_type",
                a.family() == Family.GEMMA3 ? "gemma3_text" : a.family().label());
        config.put("torch_dtype", "float32").put("vocab_size", a.vocabulary());
        config.put("hidden_size", a.width()).put("intermediate_size", a.feedForward());
        config.put("num_hidden_layers", a.layers()).put("num_attention_heads", a.heads());
        config.put("num_key_value_heads", a.keyHeads()).put("head_dim", a.headWidth());
        config.put("max_position_embeddings", a.context()).put("rms_norm_eps", a.epsilon());
        config.put("tie_word_embeddings", a.tied());
        if (!a.family().biased()) {
            config.put("attention_bias", false);
        }
        double base = metadata.findFloat(prefix + "freq_base").orElse((float) USUAL_BASE);
        config.put("rope_theta", base);
        double factor = Math.rint(1e6 * RotaryFrequencies.of(a.headWidth(), base)[0] / a.frequencies()[0]) / 1e6;
        if (factor != 1) {
            config.putObject("rope_scaling").put("rope_type", "linear").put("factor", factor);
        }
        check(where, a, base, factor);
        switch (a.family()) {
            case LLAMA -> config.put("hidden_act", "silu");
            case QWEN2, QWEN3 -> config.put("hidden_act", "silu").put("use_sliding_window", false);
            case GEMMA3 -> gemma(config, a);
        }
        return config;
    }

    private static String className(Family family) {
        return switch (family) {
            case LLAMA -> "Llama";
            case QWEN2 -> "Qwen2";
            case QWEN3 -> "Qwen3";
            case GEMMA3 -> "Gemma3";
        };
    }

    private static void gemma(ObjectNode config, Architecture a) {
        Locality locality = a.locality().orElseThrow();
        config.put("hidden_activation", "gelu_pytorch_tanh").put("sliding_window", locality.window());
        config.put("query_pre_attn_scalar", Math.round(1 / (a.attentionScale() * a.attentionScale())));
        config.put("rope_local_base_freq", USUAL_BASE);
        ArrayNode types = config.putArray("layer_types");
        for (boolean local : locality.layers()) {
            types.add(local ? "sliding_attention" : "full_attention");
        }
    }

    private static void check(String where, Architecture a, double base, double factor) {
        float[] stated = RotaryFrequencies.linear(RotaryFrequencies.of(a.headWidth(), base), factor);
        for (int j = 0; j < stated.length; j++) {
            if (Math.abs(stated[j] - a.frequencies()[j]) > 1e-5 * stated[j]) {
                throw refused(where, "factors of the rotary embedding of its own");
            }
        }
        double usual = 1 / Math.sqrt(a.headWidth());
        if (a.family() != Family.GEMMA3 && Math.abs(a.attentionScale() - usual) > 1e-6 * usual) {
            throw refused(where, "an attention scale of its own");
        }
    }

    private static ModelException refused(String where, String what) {
        return new ModelException(
                where,
                "it has " + what + ", which the config.json of a Hugging Face folder can't say",
                "Train from the model's Hugging Face folder, or save the adapter");
    }
}
