package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.twt.model.file.ModelException;
import dev.twt.model.file.SafetensorsWriter.Tensor;
import dev.twt.model.network.Architecture;
import dev.twt.model.network.Dtype;
import dev.twt.model.network.Family;
import dev.twt.model.text.ChatEncoder;
import dev.twt.model.text.ChatMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CausalLmsTest {
    private static final TinyModel LLAMA = TinyModel.random(TinyShape.LLAMA, 1);
    private static final TinyModel QWEN2 = TinyModel.random(TinyShape.QWEN2, 1);
    private static final TinyModel QWEN3 = TinyModel.random(TinyShape.QWEN3, 1);
    private static final TinyModel GEMMA = TinyModel.random(TinyShape.GEMMA, 1);

    @TempDir
    Path folder;

    @Test
    void shouldDescribeTheModel() {
        try (CausalLm lm = gguf(m -> {}, t -> {})) {
            long count = LLAMA.weights().values().stream()
                    .mapToLong(t -> t.values().length)
                    .sum();
            assertThat(lm.card()).isEqualTo(new ModelCard("llama", "tiny llama", count, 96, TinyVocabulary.SIZE));
            assertThat(lm.tokenizer().endOfAnswer()).containsExactly(TinyVocabulary.END_ID);
            assertThat(lm.chatTemplate()).isEmpty();
        }
    }

    @Test
    void shouldTakeTheChatTemplateOfTheFileOrTheOneGiven() throws IOException {
        String own = "{% for m in messages %}<{{ m.role }}>{{ m.content }}{{ eos_token }}{% endfor %}";
        Path given = Files.writeString(folder.resolve("other.jinja"), "{{ messages[0].content }}!");
        Map<String, Object> metadata = TinyGguf.metadata(TinyShape.LLAMA);
        metadata.put("tokenizer.chat_template", own);
        Path file = TinyGguf.write(metadata, TinyGguf.tensors(LLAMA), folder.resolve("model.gguf"));
        List<ChatMessage> messages = List.of(new ChatMessage("user", "hi"));
        try (CausalLm lm = LogitsTest.load(file);
                CausalLm other = CausalLms.load(new ModelSpec(file, "", "float32", given))) {
            assertThat(lm.chatTemplate()
                            .orElseThrow()
                            .render(messages, false, Map.of())
                            .text())
                    .isEqualTo("<user>hi<|im_end|>");
            assertThat(other.chatTemplate()
                            .orElseThrow()
                            .render(messages, false, Map.of())
                            .text())
                    .isEqualTo("hi!");
        }
    }

    @Test
    void shouldRefuseAChatTemplateThatIsNotSupportedWhenItIsAskedFor() {
        try (CausalLm lm = gguf(m -> m.put("tokenizer.chat_template", "{% frobnicate %}"), t -> {})) {
            assertThatThrownBy(lm::chatTemplate)
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("tokenizer.chat_template");
        }
    }

    @Test
    void shouldRefuseAnAbsentFile() {
        assertRefused(() -> LogitsTest.load(folder.resolve("none.gguf")), "none.gguf", "no such file");
    }

    @Test
    void shouldRefuseAWrongChecksum() {
        Path file = TinyGguf.write(LLAMA, folder.resolve("model.gguf"));
        String sum = "0".repeat(64);
        assertRefused(() -> CausalLms.load(new ModelSpec(file, sum, "float32", null)), "model.gguf", "sha256", sum);
        Path other = TinyFolder.write(LLAMA, folder.resolve("folder"));
        assertRefused(() -> CausalLms.load(new ModelSpec(other, sum, "float32", null)), "folder", "sha256");
    }

    @Test
    void shouldRefuseADeviceThatIsNotThere() {
        Path file = TinyGguf.write(LLAMA, folder.resolve("model.gguf"));
        assertRefused(
                () -> CausalLms.load(new ModelSpec(file, "", "float32", null, "gpu:999")), "device = gpu", "auto");
        assertRefused(() -> CausalLms.load(new ModelSpec(file, "", "float32", null, "tpu")), "tpu", "gpu:N");
    }

    @Test
    void shouldRefuseAnUnknownNumberFormat() {
        Path file = TinyGguf.write(LLAMA, folder.resolve("model.gguf"));
        assertRefused(() -> CausalLms.load(new ModelSpec(file, "", "int3", null)), "int3", "float32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mamba", "qwen", "qwen2moe", "qwen2vl", "qwen3moe", "qwen3next"})
    void shouldRefuseAnUnsupportedArchitectureOfAGgufFile(String name) {
        assertRefused(
                () -> gguf(m -> m.put("general.architecture", name), t -> {}),
                "architecture is " + name + ",",
                "not supported",
                "llama, qwen2, qwen3 or gemma3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2_moe", "qwen2_vl", "qwen2_5_vl", "qwen3_moe", "qwen3_next", "mistral", "gemma3"})
    void shouldRefuseAnUnsupportedModelTypeOfAFolder(String name) {
        assertRefused(
                () -> folder(QWEN3, config -> config.put("model_type", name)),
                "model type is " + name + ",",
                "not supported",
                "llama, qwen2, qwen3 or gemma3");
    }

    @Test
    void shouldDescribeAQwen() {
        for (TinyModel model : List.of(QWEN2, QWEN3)) {
            long count = model.weights().values().stream()
                    .mapToLong(t -> t.values().length)
                    .sum();
            String family = model.shape().family();
            try (CausalLm lm = LogitsTest.load(TinyGguf.write(model, folder.resolve(family)))) {
                assertThat(lm.card())
                        .isEqualTo(new ModelCard(family, "tiny " + family, count, 96, TinyVocabulary.SIZE));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "use_sliding_window, true, use_sliding_window",
        "layer_types, '[\"full_attention\", \"sliding_attention\", \"full_attention\"]', layer_types",
        "rope_scaling, '{\"type\": \"yarn\", \"factor\": 4.0}', yarn",
        "hidden_act, '\"gelu\"', hidden_act",
        "quantization_config, '{\"bits\": 4}', quantization_config"
    })
    void shouldRefuseSettingsOfAQwenFolderThatChangeTheMathematics(String key, String value, String named) {
        for (TinyModel model : List.of(QWEN2, QWEN3)) {
            assertRefused(
                    () -> folder(model, config -> config.putRawValue(key, new RawValue(value))),
                    "not supported",
                    "config.json",
                    named);
        }
    }

    @Test
    void shouldTakeAWindowThatIsStatedAndNotUsed() {
        int[] ids = LogitsTest.ids(24, 1);
        for (TinyModel model : List.of(QWEN2, QWEN3)) {
            try (CausalLm stated = folder(model, config -> {});
                    CausalLm typed = folder(model, config -> {
                        config.remove("use_sliding_window");
                        var types = config.putArray("layer_types");
                        for (int i = 0; i < model.shape().layers(); i++) {
                            types.add("full_attention");
                        }
                    });
                    CausalLm without = folder(
                            model,
                            config -> config.remove(
                                    List.of("use_sliding_window", "sliding_window", "max_window_layers")))) {
                assertThat(typed.logits(ids)).isEqualTo(stated.logits(ids));
                assertThat(without.logits(ids)).isEqualTo(stated.logits(ids));
            }
        }
    }

    @Test
    void shouldAskAQwen3NotToThinkUnlessToldOtherwise() throws IOException {
        Path home = TinyFolder.write(QWEN3, folder.resolve("model"));
        try (InputStream template = ChatMessage.class.getResourceAsStream("templates/thinking.jinja")) {
            Files.copy(template, home.resolve("chat_template.jinja"));
        }
        List<ChatMessage> question = List.of(new ChatMessage("user", "2 + 3?"));
        try (CausalLm lm = LogitsTest.load(home)) {
            ChatEncoder encoder = new ChatEncoder(lm.tokenizer(), lm.chatTemplate());
            assertThat(lm.tokenizer().decode(encoder.prompt(question, Map.of())))
                    .endsWith("assistant\n<think>\n\n</think>\n\n");
            assertThat(lm.tokenizer().decode(encoder.prompt(question, Map.of("enable_thinking", true))))
                    .endsWith("assistant\n");
        }
    }

    @Test
    void shouldRefuseAQwen3WithBiasesAndAQwen2WithoutThem() {
        assertRefused(
                () -> folder(QWEN3, config -> config.put("attention_bias", true)), "attention_bias", "not supported");
        assertRefused(() -> folder(LLAMA, config -> config.put("model_type", "qwen2")), "q_proj.bias", "is missing");
        assertRefused(
                () -> folder(QWEN2, config -> config.put("model_type", "llama").remove("sliding_window")),
                "self_attn",
                "does not compute with");
    }

    @ParameterizedTest
    @CsvSource({
        "llama.expert_count, 8, mixture of experts",
        "llama.attention.sliding_window, 512, sliding window",
        "llama.rope.dimension_count, 4, rotary",
        "llama.attention.value_length, 4, widths"
    })
    void shouldRefuseWhatItWouldComputeWrongly(String key, int value, String message) {
        assertRefused(() -> gguf(m -> m.put(key, value), t -> {}), message, "not supported");
    }

    @Test
    void shouldRefuseAScalingOfTheRotaryEmbeddingThatItDoesNotKnow() {
        assertRefused(() -> gguf(m -> m.put("llama.rope.scaling.type", "yarn"), t -> {}), "yarn");
    }

    @Test
    void shouldRefuseAMissingTensor() {
        assertRefused(() -> gguf(m -> {}, t -> t.remove("blk.1.ffn_up.weight")), "blk.1.ffn_up.weight", "missing");
    }

    @Test
    void shouldRefuseATensorOfAnotherShape() {
        Tensor wrong = new Tensor(new long[] {2, 48}, new float[96]);
        assertRefused(
                () -> gguf(m -> {}, t -> t.put("blk.2.attn_k.weight", wrong)),
                "blk.2.attn_k.weight",
                "[2, 48]",
                "[16, 48]");
    }

    @Test
    void shouldRefuseATensorThatItWouldNotUse() {
        Tensor bias = new Tensor(new long[] {48}, new float[48]);
        assertRefused(() -> gguf(m -> {}, t -> t.put("blk.0.attn_q.bias", bias)), "blk.0.attn_q.bias");
    }

    @ParameterizedTest
    @CsvSource({
        "attention_bias, true",
        "mlp_bias, true",
        "hidden_act, '\"gelu\"'",
        "sliding_window, 128",
        "partial_rotary_factor, 0.5",
        "quantization_config, '{\"bits\": 4}'"
    })
    void shouldRefuseSettingsOfALlamaFolderThatChangeTheMathematics(String key, String value) {
        assertRefused(
                () -> folder(LLAMA, config -> config.putRawValue(key, new RawValue(value))),
                "not supported",
                "config.json");
    }

    @ParameterizedTest
    @CsvSource({"final_logit_softcapping, 30", "hidden_activation, '\"relu\"'", "use_bidirectional_attention, true"})
    void shouldRefuseSettingsOfAGemmaFolderThatChangeTheMathematics(String key, String value) {
        assertRefused(
                () -> folder(GEMMA, config -> config.putRawValue(key, new RawValue(value))), "not supported", key);
    }

    @Test
    void shouldRefuseAFolderWithoutASetting() {
        assertRefused(() -> folder(LLAMA, config -> config.remove("hidden_size")), "hidden_size", "missing");
    }

    @Test
    void shouldRefuseALlamaScalingItDoesNotKnow() {
        assertRefused(
                () -> folder(LLAMA, config -> config.putObject("rope_scaling").put("rope_type", "dynamic")),
                "dynamic",
                "rope_scaling");
    }

    @Test
    void shouldTakeSettingsAsTransformersFiveWritesThem() {
        int[] ids = LogitsTest.ids(24, 1);
        try (CausalLm old = folder(GEMMA, config -> {});
                CausalLm five = folder(GEMMA, config -> {
                    config.remove(List.of("rope_theta", "rope_local_base_freq"));
                    ObjectNode parameters = config.putObject("rope_parameters");
                    parameters
                            .putObject("full_attention")
                            .put("rope_theta", 1e6)
                            .put("rope_type", "default");
                    parameters
                            .putObject("sliding_attention")
                            .put("rope_theta", 1e4)
                            .put("rope_type", "default");
                    var types = config.putArray("layer_types");
                    for (int i = 0; i < TinyShape.GEMMA.layers(); i++) {
                        types.add(TinyShape.GEMMA.local(i) ? "sliding_attention" : "full_attention");
                    }
                })) {
            assertThat(five.logits(ids)).isEqualTo(old.logits(ids));
        }
    }

    @Test
    void shouldCountTheWeightsOfPublishedQwens() {
        Architecture half = new Architecture(
                Family.QWEN2,
                "Qwen2.5-0.5B",
                24,
                896,
                14,
                2,
                64,
                4864,
                151_936,
                32_768,
                1e-6,
                0.125,
                new float[32],
                true,
                Optional.empty());
        assertThat(half.parameters()).isEqualTo(494_032_768L);
        Architecture third = new Architecture(
                Family.QWEN3,
                "Qwen3-0.6B",
                28,
                1024,
                16,
                8,
                128,
                3072,
                151_936,
                40_960,
                1e-6,
                0.09,
                new float[64],
                true,
                Optional.empty());
        assertThat(third.parameters()).isEqualTo(596_049_920L);
    }

    @Test
    void shouldRefuseAModelThatDoesNotFitTheMemory() {
        Architecture large = new Architecture(
                Family.LLAMA,
                "large",
                80,
                8192,
                64,
                8,
                128,
                28672,
                128_256,
                8192,
                1e-5,
                0.1,
                new float[64],
                false,
                Optional.empty());
        assertThat(large.parameters()).isEqualTo(70_553_706_496L);
        assertRefused(
                () -> MemoryCheck.check("large.gguf", large, Dtype.FLOAT32, 8L << 30),
                "large.gguf",
                "262.8 GiB",
                "8.0 GiB");
        MemoryCheck.check("large.gguf", large, Dtype.FLOAT32, 300L << 30);
        // More than any machine has.
        ModelSpec spec = new ModelSpec(Path.of("large.gguf"), "", "float32", null);
        assertRefused(() -> CausalLms.checkMemory(spec, 1L << 50), "large.gguf", "of memory");
    }

    private CausalLm gguf(Consumer<Map<String, Object>> metadata, Consumer<Map<String, Tensor>> tensors) {
        Map<String, Object> m = TinyGguf.metadata(TinyShape.LLAMA);
        metadata.accept(m);
        Map<String, Tensor> t = TinyGguf.tensors(LLAMA);
        tensors.accept(t);
        return LogitsTest.load(TinyGguf.write(m, t, folder.resolve("model.gguf")));
    }

    private CausalLm folder(TinyModel model, Consumer<ObjectNode> change) {
        Path home = TinyFolder.write(model, folder.resolve("model"));
        ObjectNode config = TinyFolder.config(model.shape());
        change.accept(config);
        TinyFolder.write(home.resolve("config.json"), config);
        return LogitsTest.load(home);
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... messageParts) {
        assertThatThrownBy(call).isInstanceOf(ModelException.class).hasMessageContainingAll(messageParts);
    }
}
