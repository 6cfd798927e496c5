package dev.twt.toy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.UserException;
import dev.twt.model.file.SafetensorsType;
import dev.twt.model.file.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A Llama that knows nothing yet, as a Hugging Face folder that transformers reads too: matrices drawn from a normal
 * distribution of variance 1 / inputs, those that add to the residual stream smaller by the root of twice the layers
 * (Radford et al., 2019), norms 1, input and output embeddings shared.
 *
 * @param layers 1 or more
 * @param width of the residual stream, a multiple of 32
 */
public record FreshModel(int layers, int width) {
    private static final int HEAD = 32;
    private static final int CONTEXT = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    public FreshModel {
        if (layers < 1 || width < HEAD || width % HEAD != 0) {
            throw new UserException(
                    "--layers " + layers + " --width " + width,
                    "there is no such model here",
                    "Give 1 layer or more, and a width that is a multiple of " + HEAD);
        }
    }

    private int inner() {
        return width * 8 / 3 / 8 * 8;
    }

    /**
     * Writes the folder; the same seed gives the same bytes.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        Vocabulary vocabulary = Vocabulary.of(Lesson.phrases());
        json(folder.resolve("config.json"), config(vocabulary.size()));
        json(folder.resolve("tokenizer.json"), vocabulary.tokenizer());
        json(folder.resolve("tokenizer_config.json"), vocabulary.settings());
        SafetensorsWriter.write(
                folder.resolve("model.safetensors"),
                weights(vocabulary.size(), new Random(seed)),
                SafetensorsType.F32,
                Map.of("format", "pt"));
    }

    private static void json(Path file, ObjectNode node) throws IOException {
        Files.writeString(file, node.toPrettyString() + "\n");
    }

    private ObjectNode config(int tokens) {
        ObjectNode config = JSON.createObjectNode();
        config.putArray("architectures").add("LlamaForCausalLM");
        config.put("model_type", "llama").put("hidden_act", "silu");
        config.put("hidden_size", width).put("intermediate_size", inner());
        config.put("num_hidden_layers", layers);
        config.put("num_attention_heads", width / HEAD).put("num_key_value_heads", width / HEAD);
        config.put("head_dim", HEAD);
        config.put("max_position_embeddings", CONTEXT);
        config.put("rms_norm_eps", 1e-5).put("rope_theta", 10_000.0);
        config.put("vocab_size", tokens).put("tie_word_embeddings", true);
        config.put("torch_dtype", "float32");
        return config;
    }

    private Map<String, SafetensorsWriter.Tensor> weights(int tokens, Random random) {
        Map<String, SafetensorsWriter.Tensor> weights = new LinkedHashMap<>();
        weights.put("model.embed_tokens.weight", drawn(random, tokens, width, 1));
        double residual = 1 / Math.sqrt(2.0 * layers);
        for (int layer = 0; layer < layers; layer++) {
            String at = "model.layers." + layer + ".";
            weights.put(at + "input_layernorm.weight", ones());
            for (String name : new String[] {"q_proj", "k_proj", "v_proj"}) {
                weights.put(at + "self_attn." + name + ".weight", drawn(random, width, width, 1));
            }
            weights.put(at + "self_attn.o_proj.weight", drawn(random, width, width, residual));
            weights.put(at + "post_attention_layernorm.weight", ones());
            weights.put(at + "mlp.gate_proj.weight", drawn(random, inner(), width, 1));
            weights.put(at + "mlp.up_proj.weight", drawn(random, inner(), width, 1));
            weights.put(at + "mlp.down_proj.weight", drawn(random, width, inner(), residual));
        }
        weights.put("model.norm.weight", ones());
        return weights;
    }

    private SafetensorsWriter.Tensor ones() {
        float[] values = new float[width];
        Arrays.fill(values, 1);
        return new SafetensorsWriter.Tensor(new long[] {width}, values);
    }

    private static SafetensorsWriter.Tensor drawn(Random random, int out, int in, double factor) {
        float[] values = new float[out * in];
        double deviation = factor / Math.sqrt(in);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return new SafetensorsWriter.Tensor(new long[] {out, in}, values);
    }
}
