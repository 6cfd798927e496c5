package dev.twt.model;

/**
 * The forward pass in plain double precision loops, written from the models' published descriptions and from nothing of
 * the main code: the numbers that it must agree with.
 */
final class PlainForward {
    private final TinyModel model;
    private final TinyShape s;

    PlainForward(TinyModel model) {
        this.model = model;
        this.s = model.shape();
    }

    /** Logits [T][vocabulary]. */
    double[][] logits(int[] ids) {
        double[][] x = new double[ids.length][];
        float[] embedding = model.values("model.embed_tokens.weight");
        for (int t = 0; t < ids.length; t++) {
            x[t] = new double[s.width()];
            for (int j = 0; j < s.width(); j++) {
                x[t][j] = embedding[ids[t] * s.width() + j] * (s.gemma() ? Math.sqrt(s.width()) : 1);
            }
        }
        for (int i = 0; i < s.layers(); i++) {
            layer(x, i);
        }
        double[][] out = new double[ids.length][];
        for (int t = 0; t < ids.length; t++) {
            double[] y = norm(x[t], "model.norm.weight");
            out[t] = times(s.tied() ? "model.embed_tokens.weight" : "lm_head.weight", y);
        }
        return out;
    }

    private void layer(double[][] x, int i) {
        String name = "model.layers." + i + ".";
        double[][] attended = attention(x, i, name);
        for (int t = 0; t < x.length; t++) {
            double[] a = attended[t];
            add(x[t], s.gemma() ? norm(a, name + "post_attention_layernorm.weight") : a);
            String before = s.gemma() ? "pre_feedforward_layernorm.weight" : "post_attention_layernorm.weight";
            double[] y = norm(x[t], name + before);
            double[] gate = times(name + "mlp.gate_proj.weight", y);
            double[] up = times(name + "mlp.up_proj.weight", y);
            for (int j = 0; j < gate.length; j++) {
                gate[j] = (s.gemma() ? gelu(gate[j]) : gate[j] / (1 + Math.exp(-gate[j]))) * up[j];
            }
            double[] down = times(name + "mlp.down_proj.weight", gate);
            add(x[t], s.gemma() ? norm(down, name + "post_feedforward_layernorm.weight") : down);
        }
    }

    private double[][] attention(double[][] x, int i, String name) {
        int length = x.length;
        double[][][] q = new double[length][][];
        double[][][] k = new double[length][][];
        double[][][] v = new double[length][][];
        for (int t = 0; t < length; t++) {
            double[] y = norm(x[t], name + "input_layernorm.weight");
            q[t] = heads(projected(name + "self_attn.q_proj", y));
            k[t] = heads(projected(name + "self_attn.k_proj", y));
            v[t] = heads(projected(name + "self_attn.v_proj", y));
            for (int head = 0; head < q[t].length; head++) {
                q[t][head] = placed(q[t][head], name + "self_attn.q_norm.weight", t, i);
            }
            for (int head = 0; head < k[t].length; head++) {
                k[t][head] = placed(k[t][head], name + "self_attn.k_norm.weight", t, i);
            }
        }
        double[][] out = new double[length][];
        for (int t = 0; t < length; t++) {
            double[] joined = new double[s.heads() * s.headWidth()];
            for (int head = 0; head < s.heads(); head++) {
                int shared = head / (s.heads() / s.keyHeads());
                int first = s.local(i) ? Math.max(0, t - s.window() + 1) : 0;
                double[] mixed = mixed(q[t][head], k, v, shared, first, t);
                System.arraycopy(mixed, 0, joined, head * s.headWidth(), s.headWidth());
            }
            out[t] = times(name + "self_attn.o_proj.weight", joined);
        }
        return out;
    }

    private double[] mixed(double[] q, double[][][] k, double[][][] v, int head, int first, int last) {
        double[] weight = new double[last + 1];
        double sum = 0;
        for (int u = first; u <= last; u++) {
            double dot = 0;
            for (int j = 0; j < q.length; j++) {
                dot += q[j] * k[u][head][j];
            }
            weight[u] = Math.exp(dot / Math.sqrt(s.headWidth()));
            sum += weight[u];
        }
        double[] result = new double[q.length];
        for (int u = first; u <= last; u++) {
            for (int j = 0; j < q.length; j++) {
                result[j] += weight[u] / sum * v[u][head][j];
            }
        }
        return result;
    }

    private double[] projected(String name, double[] y) {
        double[] x = times(name + ".weight", y);
        if (s.biased()) {
            for (int j = 0; j < x.length; j++) {
                x[j] += model.values(name + ".bias")[j];
            }
        }
        return x;
    }

    /** Normed (Gemma, Qwen3) and turned: pair (j, j + h/2) by the angle t * base^(-2j/h). */
    private double[] placed(double[] head, String normName, int t, int layer) {
        double[] y = s.normsHeads() ? norm(head, normName) : head;
        double base = s.local(layer) ? 10_000 : s.ropeBase();
        int half = y.length / 2;
        double[] turned = new double[y.length];
        for (int j = 0; j < half; j++) {
            double angle = t * Math.pow(base, -2.0 * j / y.length);
            turned[j] = y[j] * Math.cos(angle) - y[j + half] * Math.sin(angle);
            turned[j + half] = y[j + half] * Math.cos(angle) + y[j] * Math.sin(angle);
        }
        return turned;
    }

    private double[][] heads(double[] y) {
        double[][] heads = new double[y.length / s.headWidth()][s.headWidth()];
        for (int i = 0; i < y.length; i++) {
            heads[i / s.headWidth()][i % s.headWidth()] = y[i];
        }
        return heads;
    }

    private double[] norm(double[] x, String name) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double scale = 1 / Math.sqrt(squares / x.length + TinyShape.EPSILON);
        double[] y = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            y[j] = x[j] * scale * (model.values(name)[j] + (s.gemma() ? 1 : 0));
        }
        return y;
    }

    private double[] times(String name, double[] x) {
        float[] w = model.values(name);
        double[] y = new double[w.length / x.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += (double) w[i * x.length + j] * x[j];
            }
        }
        return y;
    }

    private static double gelu(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    private static void add(double[] x, double[] y) {
        for (int j = 0; j < x.length; j++) {
            x[j] += y[j];
        }
    }
}
