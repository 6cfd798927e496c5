package dev.twt.model.network;

import dev.twt.model.file.Metadata;
import dev.twt.model.file.ModelException;
import dev.twt.model.file.Weights;
import java.util.Locale;
import java.util.Optional;

/**
 * The architecture that a GGUF file's metadata describe (keys as in
 * <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format's text</a>; defaults as llama.cpp has
 * them). What would change the mathematics and is not computed here is refused.
 */
public final class GgufArchitecture {
    private static final String OTHER_MODEL = "Take a model of the llama, qwen2, qwen3 or gemma3 architecture";

    /** llama.cpp recognises Gemma 3 27B by its depth; only there the attention scale is not that of the head width. */
    private static final int LAYERS_OF_27B = 62;

    private static final int GLOBAL_PERIOD = 6;
    private static final double LOCAL_BASE = 10_000;

    private final String where;
    private final Metadata metadata;
    private final Weights weights;
    private final Family family;

    private GgufArchitecture(String where, Metadata metadata, Weights weights) {
        this.where = where;
        this.metadata = metadata;
        this.weights = weights;
        this.family = family();
    }

    /**
     * The architecture of a GGUF file.
     *
     * @param where the file, for messages
     */
    public static Architecture read(String where, Metadata metadata, Weights weights) {
        return new GgufArchitecture(where, metadata, weights).read();
    }

    private Family family() {
        String label = metadata.string("general.architecture");
        for (Family each : Family.values()) {
            if (each.label().equals(label)) {
                return each;
            }
        }
        throw refused("the architecture is " + label);
    }

    private Architecture read() {
        refuse("expert_count", "it is a mixture of experts");
        refuse("final_logit_softcapping", "its logits are capped");
        refuse("attn_logit_softcapping", "its attention scores are capped");
        refuse("attention.clamp_kqv", "its attention is clamped");
        refuse("logit_scale", "its logits are scaled");
        int heads = intValue("attention.head_count");
        int width = intValue("embedding_length");
        int headWidth = find("attention.key_length").orElse(width / heads);
        int layers = intValue("block_count");
        if (find("attention.value_length").orElse(headWidth) != headWidth) {
            throw refused("keys and values have different widths");
        }
        if (find("rope.dimension_count").orElse(headWidth) != headWidth) {
            throw refused("the rotary embedding covers only a part of each head");
        }
        return new Architecture(
                family,
                metadata.findString("general.name").orElse(where),
                layers,
                width,
                heads,
                find("attention.head_count_kv").orElse(heads),
                headWidth,
                intValue("feed_forward_length"),
                vocabulary(),
                intValue("context_length"),
                metadata.floatValue(key("attention.layer_norm_rms_epsilon")),
                scale(layers, width, heads, headWidth),
                frequencies(headWidth),
                !weights.names().contains(Part.OUTPUT.inGguf(0)),
                locality(layers, headWidth));
    }

    private int vocabulary() {
        String name = Part.EMBEDDING.inGguf(0);
        if (!weights.names().contains(name)) {
            throw new ModelException(where, "the tensor " + name + " is missing", "Fetch the whole model again");
        }
        return Math.toIntExact(weights.shape(name)[0]);
    }

    private double scale(int layers, int width, int heads, int headWidth) {
        boolean wide = family == Family.GEMMA3 && layers == LAYERS_OF_27B;
        double standard = 1 / Math.sqrt(wide ? (double) width / heads : headWidth);
        double stated = metadata.findFloat(key("attention.scale")).orElse(0f);
        return stated > 0 ? stated : standard;
    }

    private float[] frequencies(int headWidth) {
        double base = metadata.findFloat(key("rope.freq_base")).orElse((float) LOCAL_BASE);
        float[] plain = RotaryFrequencies.of(headWidth, base);
        String type =
                metadata.findString(key("rope.scaling.type")).orElse("none").toLowerCase(Locale.ROOT);
        double factor = metadata.findFloat(key("rope.scaling.factor"))
                .or(() -> metadata.findFloat(key("rope.scale_linear")))
                .orElse(1f);
        if (!type.equals("none") && !type.equals("linear")) {
            throw refused("the rotary embedding is scaled by the method " + type);
        }
        float[] scaled = factor > 0 && factor != 1 ? RotaryFrequencies.linear(plain, factor) : plain;
        if (!weights.names().contains("rope_freqs.weight")) {
            return scaled;
        }
        float[] factors = weights.read("rope_freqs.weight");
        if (factors.length != scaled.length) {
            throw refused("rope_freqs.weight holds " + factors.length + " values, not " + scaled.length);
        }
        return RotaryFrequencies.divided(scaled, factors);
    }

    private Optional<Locality> locality(int layers, int headWidth) {
        Optional<Integer> window = find("attention.sliding_window").filter(tokens -> tokens > 0);
        if (family != Family.GEMMA3) {
            if (window.isPresent()) {
                throw refused("attention has a sliding window");
            }
            return Optional.empty();
        }
        if (window.isEmpty()) {
            throw refused("the metadata key " + key("attention.sliding_window") + " is missing");
        }
        if (metadata.has(key("attention.sliding_window_pattern"))) {
            throw refused("it states a pattern of sliding windows of its own");
        }
        return Optional.of(Locality.everyNthGlobal(
                layers, GLOBAL_PERIOD, window.get(), RotaryFrequencies.of(headWidth, LOCAL_BASE)));
    }

    private void refuse(String name, String what) {
        if (!metadata.has(key(name))) {
            return;
        }
        boolean zero = name.endsWith("count") ? find(name).orElse(0) == 0 : metadata.floatValue(key(name)) == 0;
        if (!zero) {
            throw refused(what);
        }
    }

    private ModelException refused(String what) {
        return new ModelException(where, what + ", which is not supported", OTHER_MODEL);
    }

    private Optional<Integer> find(String name) {
        return metadata.findInt(key(name));
    }

    private int intValue(String name) {
        return metadata.intValue(key(name));
    }

    private String key(String name) {
        return metadata.string("general.architecture") + "." + name;
    }
}
