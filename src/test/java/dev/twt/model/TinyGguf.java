package dev.twt.model;

import dev.twt.model.file.SafetensorsWriter.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a made model as a GGUF file, as llama.cpp's converter does. */
final class TinyGguf {
    private static final int ALIGNMENT = 32;
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private TinyGguf() {}

    static Path write(TinyModel model, Path file) {
        return write(metadata(model.shape()), tensors(model), file);
    }

    static Path write(Map<String, Object> metadata, Map<String, Tensor> tensors, Path file) {
        Bytes head = new Bytes();
        head.ascii("GGUF");
        head.int32(3);
        head.int64(tensors.size());
        head.int64(metadata.size());
        metadata.forEach((key, value) -> {
            head.text(key);
            value(head, value);
        });
        Bytes data = new Bytes();
        tensors.forEach((name, tensor) -> {
            head.text(name);
            head.int32(tensor.shape().length);
            for (int i = tensor.shape().length - 1; i >= 0; i--) {
                head.int64(tensor.shape()[i]);
            }
            head.int32(0);
            head.int64(data.size());
            for (float each : tensor.values()) {
                data.int32(Float.floatToRawIntBits(each));
            }
            data.pad();
        });
        head.pad();
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            head.writeTo(all);
            data.writeTo(all);
            return Files.write(file, all.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> metadata(TinyShape s) {
        String family = s.family();
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("general.architecture", family);
        m.put("general.name", "tiny " + family);
        m.put(family + ".block_count", s.layers());
        m.put(family + ".context_length", s.context());
        m.put(family + ".embedding_length", s.width());
        m.put(family + ".feed_forward_length", s.feedForward());
        m.put(family + ".attention.head_count", s.heads());
        m.put(family + ".attention.head_count_kv", s.keyHeads());
        if (!s.biased()) {
            m.put(family + ".attention.key_length", s.headWidth());
            m.put(family + ".attention.value_length", s.headWidth());
        }
        m.put(family + ".attention.layer_norm_rms_epsilon", (float) TinyShape.EPSILON);
        m.put(family + ".rope.freq_base", (float) s.ropeBase());
        if (s.gemma()) {
            m.put(family + ".attention.sliding_window", s.window());
        }
        m.put("tokenizer.ggml.model", "gpt2");
        m.put("tokenizer.ggml.pre", "gpt-2");
        m.put("tokenizer.ggml.tokens", TinyVocabulary.tokens());
        int[] types = new int[TinyVocabulary.SIZE];
        Arrays.fill(types, 1);
        types[TinyVocabulary.END_ID] = 3;
        m.put("tokenizer.ggml.token_type", types);
        m.put("tokenizer.ggml.merges", List.of("t h"));
        m.put("tokenizer.ggml.eos_token_id", TinyVocabulary.END_ID);
        return m;
    }

    static Map<String, Tensor> tensors(TinyModel model) {
        Map<String, Tensor> out = new LinkedHashMap<>();
        TinyShape s = model.shape();
        model.weights().forEach((name, tensor) -> {
            Tensor stored = tensor;
            boolean permuted = s.family().equals("llama");
            if (permuted && name.contains("q_proj")) {
                stored = interleaved(tensor, s.heads());
            } else if (permuted && name.contains("k_proj")) {
                stored = interleaved(tensor, s.keyHeads());
            } else if (s.gemma() && name.endsWith("norm.weight")) {
                stored = plusOne(tensor);
            }
            out.put(renamed(name, s.gemma()), stored);
        });
        return out;
    }

    private static String renamed(String name, boolean gemma) {
        return name.replace("model.layers.", "blk.")
                .replace("self_attn.q_norm", "attn_q_norm")
                .replace("self_attn.k_norm", "attn_k_norm")
                .replaceAll("self_attn\\.([qkv])_proj", "attn_$1")
                .replace("self_attn.o_proj", "attn_output")
                .replaceAll("mlp\\.(gate|up|down)_proj", "ffn_$1")
                .replace("input_layernorm", "attn_norm")
                .replace("post_attention_layernorm", gemma ? "post_attention_norm" : "ffn_norm")
                .replace("pre_feedforward_layernorm", "ffn_norm")
                .replace("post_feedforward_layernorm", "post_ffw_norm")
                .replace("model.embed_tokens", "token_embd")
                .replace("model.norm", "output_norm")
                .replace("lm_head", "output");
    }

    /** convert_hf_to_gguf's permute: reshape(heads, 2, h/2, columns).swapaxes(1, 2). */
    private static Tensor interleaved(Tensor tensor, int heads) {
        int columns = (int) tensor.shape()[1];
        int half = (int) tensor.shape()[0] / heads / 2;
        float[] out = new float[tensor.values().length];
        for (int head = 0; head < heads; head++) {
            for (int part = 0; part < 2; part++) {
                for (int j = 0; j < half; j++) {
                    int from = (head * 2 + part) * half + j;
                    int to = (head * half + j) * 2 + part;
                    System.arraycopy(tensor.values(), from * columns, out, to * columns, columns);
                }
            }
        }
        return new Tensor(tensor.shape(), out);
    }

    private static Tensor plusOne(Tensor tensor) {
        float[] out = tensor.values().clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += 1;
        }
        return new Tensor(tensor.shape(), out);
    }

    private static void value(Bytes out, Object value) {
        if (value instanceof Integer number) {
            out.int32(UINT32);
            out.int32(number);
        } else if (value instanceof Float number) {
            out.int32(FLOAT32);
            out.int32(Float.floatToRawIntBits(number));
        } else if (value instanceof String text) {
            out.int32(STRING);
            out.text(text);
        } else if (value instanceof int[] numbers) {
            out.int32(ARRAY);
            out.int32(INT32);
            out.int64(numbers.length);
            for (int number : numbers) {
                out.int32(number);
            }
        } else if (value instanceof List<?> texts) {
            out.int32(ARRAY);
            out.int32(STRING);
            out.int64(texts.size());
            texts.forEach(text -> out.text((String) text));
        } else {
            throw new IllegalArgumentException("No GGUF type for " + value);
        }
    }

    /** Little-endian bytes. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void ascii(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }

        void int32(int value) {
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array());
        }

        void int64(long value) {
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }

        void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int64(bytes.length);
            out.writeBytes(bytes);
        }

        void pad() {
            while (out.size() % ALIGNMENT != 0) {
                out.write(0);
            }
        }

        int size() {
            return out.size();
        }

        void writeTo(ByteArrayOutputStream target) throws IOException {
            out.writeTo(target);
        }
    }
}
