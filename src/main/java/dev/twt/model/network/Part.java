package dev.twt.model.network;

import java.util.EnumSet;
import java.util.Set;

/** The tensors of a network, with their names in GGUF files and in Hugging Face folders. */
public enum Part {
    EMBEDDING("token_embd", "model.embed_tokens"),
    FINAL_NORM("output_norm", "model.norm"),
    OUTPUT("output", "lm_head"),
    ATTENTION_NORM("blk.%d.attn_norm", "model.layers.%d.input_layernorm"),
    QUERY("blk.%d.attn_q", "model.layers.%d.self_attn.q_proj"),
    KEY("blk.%d.attn_k", "model.layers.%d.self_attn.k_proj"),
    VALUE("blk.%d.attn_v", "model.layers.%d.self_attn.v_proj"),
    QUERY_BIAS("blk.%d.attn_q", "model.layers.%d.self_attn.q_proj"),
    KEY_BIAS("blk.%d.attn_k", "model.layers.%d.self_attn.k_proj"),
    VALUE_BIAS("blk.%d.attn_v", "model.layers.%d.self_attn.v_proj"),
    QUERY_NORM("blk.%d.attn_q_norm", "model.layers.%d.self_attn.q_norm"),
    KEY_NORM("blk.%d.attn_k_norm", "model.layers.%d.self_attn.k_norm"),
    ATTENTION_OUTPUT("blk.%d.attn_output", "model.layers.%d.self_attn.o_proj"),
    POST_ATTENTION_NORM("blk.%d.post_attention_norm", "model.layers.%d.post_attention_layernorm"),
    FEED_FORWARD_NORM("blk.%d.ffn_norm", "model.layers.%d.pre_feedforward_layernorm"),
    GATE("blk.%d.ffn_gate", "model.layers.%d.mlp.gate_proj"),
    UP("blk.%d.ffn_up", "model.layers.%d.mlp.up_proj"),
    DOWN("blk.%d.ffn_down", "model.layers.%d.mlp.down_proj"),
    POST_FEED_FORWARD_NORM("blk.%d.post_ffw_norm", "model.layers.%d.post_feedforward_layernorm");

    private final String gguf;
    private final String folder;

    Part(String gguf, String folder) {
        this.gguf = gguf;
        this.folder = folder;
    }

    /** The tensors that a family has. */
    public static Set<Part> of(Family family) {
        Set<Part> parts = EnumSet.allOf(Part.class);
        if (!family.biased()) {
            parts.removeAll(EnumSet.of(QUERY_BIAS, KEY_BIAS, VALUE_BIAS));
        }
        if (!family.normsHeads()) {
            parts.removeAll(EnumSet.of(QUERY_NORM, KEY_NORM));
        }
        if (family != Family.GEMMA3) {
            parts.removeAll(EnumSet.of(POST_ATTENTION_NORM, POST_FEED_FORWARD_NORM));
        }
        return parts;
    }

    boolean perLayer() {
        return gguf.contains("%d");
    }

    boolean isNorm() {
        return name().endsWith("NORM");
    }

    private boolean isBias() {
        return name().endsWith("BIAS");
    }

    /** Whether it is a matrix and not a vector. */
    public boolean isMatrix() {
        return !isNorm() && !isBias();
    }

    /** The tensor's name in a GGUF file. */
    public String inGguf(int layer) {
        return name(gguf, layer);
    }

    /** The tensor's name in a Hugging Face folder; the layer counts only for parts that every layer has. */
    public String inFolder(Family family, int layer) {
        // Outside Gemma a layer's second norm stands before the feed-forward part but is named after what it follows.
        boolean second = this == FEED_FORWARD_NORM && family != Family.GEMMA3;
        return name(second ? POST_ATTENTION_NORM.folder : folder, layer);
    }

    private String name(String pattern, int layer) {
        String path = perLayer() ? pattern.replace("%d", Integer.toString(layer)) : pattern;
        return path + (isBias() ? ".bias" : ".weight");
    }
}
