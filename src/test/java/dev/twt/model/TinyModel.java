package dev.twt.model;

import dev.twt.model.file.SafetensorsWriter.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Small random weights under their Hugging Face names. */
record TinyModel(TinyShape shape, Map<String, Tensor> weights) {

    static TinyModel random(TinyShape s, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> all = new LinkedHashMap<>();
        all.put("model.embed_tokens.weight", matrix(random, TinyVocabulary.SIZE, s.width()));
        all.put("model.norm.weight", norm(random, s, s.width()));
        if (!s.tied()) {
            all.put("lm_head.weight", matrix(random, TinyVocabulary.SIZE, s.width()));
        }
        for (int i = 0; i < s.layers(); i++) {
            String layer = "model.layers." + i + ".";
            String attention = layer + "self_attn.";
            int queries = s.heads() * s.headWidth();
            int keys = s.keyHeads() * s.headWidth();
            all.put(layer + "input_layernorm.weight", norm(random, s, s.width()));
            all.put(attention + "q_proj.weight", matrix(random, queries, s.width()));
            all.put(attention + "k_proj.weight", matrix(random, keys, s.width()));
            all.put(attention + "v_proj.weight", matrix(random, keys, s.width()));
            all.put(attention + "o_proj.weight", matrix(random, s.width(), queries));
            all.put(layer + "post_attention_layernorm.weight", norm(random, s, s.width()));
            all.put(layer + "mlp.gate_proj.weight", matrix(random, s.feedForward(), s.width()));
            all.put(layer + "mlp.up_proj.weight", matrix(random, s.feedForward(), s.width()));
            all.put(layer + "mlp.down_proj.weight", matrix(random, s.width(), s.feedForward()));
            if (s.biased()) {
                all.put(attention + "q_proj.bias", bias(random, queries));
                all.put(attention + "k_proj.bias", bias(random, keys));
                all.put(attention + "v_proj.bias", bias(random, keys));
            }
            if (s.normsHeads()) {
                all.put(attention + "q_norm.weight", norm(random, s, s.headWidth()));
                all.put(attention + "k_norm.weight", norm(random, s, s.headWidth()));
            }
            if (s.gemma()) {
                all.put(layer + "pre_feedforward_layernorm.weight", norm(random, s, s.width()));
                all.put(layer + "post_feedforward_layernorm.weight", norm(random, s, s.width()));
            }
        }
        return new TinyModel(s, all);
    }

    float[] values(String name) {
        return weights.get(name).values();
    }

    private static Tensor matrix(Random random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * 1.5 / Math.sqrt(columns));
        }
        return new Tensor(new long[] {rows, columns}, values);
    }

    private static Tensor bias(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Tensor(new long[] {size}, values);
    }

    /** Gemma's published norms hold what is added to one. */
    private static Tensor norm(Random random, TinyShape s, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) ((s.gemma() ? 0 : 1) + 0.3 * random.nextGaussian());
        }
        return new Tensor(new long[] {size}, values);
    }
}
