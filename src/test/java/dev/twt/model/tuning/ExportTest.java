package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.CausalLm;
import dev.twt.model.CausalLms;
import dev.twt.model.ModelHead;
import dev.twt.model.ModelSpec;
import dev.twt.model.TinyModels;
import dev.twt.model.file.ModelException;
import dev.twt.model.file.SafetensorsFile;
import dev.twt.model.torch.DeviceChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AdamWSettings ADAMW = new AdamWSettings(0.9, 0.999, 1e-8, 0, 1);
    private static final TuningSettings LORA = settings(Optional.of(new LoraSettings(4, 8, 0, LoraSettings.TARGETS)));
    private static final TuningSettings FULL = settings(Optional.empty());
    private static final int[] IDS = {5, 66, 77, 12, 40, 9, 100, 101, 3};
    private static final List<TokenExample> EXAMPLES = List.of(new TokenExample(new int[] {1, 2, 3, 4, 5, 6, 7}, 2, 1));

    @TempDir
    Path folder;

    private static TuningSettings settings(Optional<LoraSettings> lora) {
        return new TuningSettings(lora, ADAMW, Dtype.FLOAT32, 5, new DeviceChoice.Processor());
    }

    private Path model(String kind) {
        Path path = folder.resolve("model");
        return switch (kind) {
            case "gguf" -> TinyModels.llama(path);
            case "qwen2 gguf" -> TinyModels.qwen2(path);
            case "qwen3 gguf" -> TinyModels.qwen3(path);
            case "gemma3 gguf" -> TinyModels.gemma(path);
            default -> TinyModels.folder(kind, path);
        };
    }

    private static void train(TunableLm lm) {
        for (int i = 0; i < 5; i++) {
            lm.accumulate(EXAMPLES, 0.2, i);
            lm.step(0.02);
        }
    }

    private static CausalLm load(Path path) {
        return CausalLms.load(new ModelSpec(path, "", "float32", null));
    }

    private static void assertSame(float[][] found, float[][] expected) {
        for (int t = 0; t < expected.length; t++) {
            assertThat(found[t]).containsExactly(expected[t], within(1e-4f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3", "gguf", "qwen2 gguf", "qwen3 gguf"})
    void shouldBeTheSameModelAsAdapterMergedAndInMemory(String kind) {
        Path model = model(kind);
        Path adapter = folder.resolve("adapter");
        Path merged = folder.resolve("merged");
        float[][] expected;
        double loss;
        try (TunableLm lm = TunableLm.open(model, LORA)) {
            train(lm);
            loss = lm.loss(EXAMPLES, 1);
            lm.saveAdapter(adapter, model.toString());
            lm.saveMerged(merged);
            try (CausalLm answering = lm.answering()) {
                expected = answering.logits(IDS);
            }
        }
        try (CausalLm base = load(model);
                CausalLm adapted = load(adapter);
                CausalLm whole = load(merged)) {
            assertThat(base.logits(IDS)[8][3]).isNotCloseTo(expected[8][3], within(1e-3f));
            assertSame(adapted.logits(IDS), expected);
            assertSame(whole.logits(IDS), expected);
            assertThat(whole.card().contextLength()).isEqualTo(base.card().contextLength());
            assertThat(whole.tokenizer().encodeMarkup("the <|im_end|>"))
                    .containsExactly(base.tokenizer().encodeMarkup("the <|im_end|>"));
            assertThat(whole.tokenizer().endOfAnswer())
                    .containsExactly(base.tokenizer().endOfAnswer());
        }
        try (TunableLm again = TunableLm.open(adapter, LORA);
                TunableLm full = TunableLm.open(adapter, FULL)) {
            assertThat(again.loss(EXAMPLES, 1)).isCloseTo(loss, within(1e-5));
            assertThat(full.loss(EXAMPLES, 1)).isCloseTo(loss, within(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3", "gguf", "qwen2 gguf", "qwen3 gguf"})
    void shouldLeaveAsAFolderAfterTrainingAllWeights(String kind) {
        Path merged = folder.resolve("merged");
        try (TunableLm lm = TunableLm.open(model(kind), FULL)) {
            train(lm);
            lm.saveMerged(merged);
            try (CausalLm answering = lm.answering();
                    CausalLm whole = load(merged)) {
                assertSame(whole.logits(IDS), answering.logits(IDS));
            }
            assertThatThrownBy(() -> lm.saveAdapter(folder.resolve("adapter"), "x"))
                    .hasMessageContaining("no adapter");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gguf,lora", "qwen2 gguf,lora", "qwen3 gguf,lora", "gemma3 gguf,lora",
        "gguf,full", "qwen2 gguf,full", "qwen3 gguf,full", "gemma3 gguf,full"
    })
    void shouldBeTheSameModelAsAGgufFile(String kind, String weights) {
        Path base = model(kind);
        Path file = folder.resolve("student.gguf");
        float[][] expected;
        try (TunableLm lm = TunableLm.open(base, weights.equals("lora") ? LORA : FULL)) {
            train(lm);
            lm.saveGguf(file, base);
            try (CausalLm answering = lm.answering()) {
                expected = answering.logits(IDS);
            }
        }
        try (CausalLm before = load(base);
                CausalLm student = load(file)) {
            assertThat(before.logits(IDS)[8][3]).isNotCloseTo(expected[8][3], within(1e-3f));
            assertSame(student.logits(IDS), expected);
            assertThat(student.card()).isEqualTo(before.card());
            assertThat(student.tokenizer().encodeMarkup("the <|im_end|>"))
                    .containsExactly(before.tokenizer().encodeMarkup("the <|im_end|>"));
        }
    }

    @Test
    void shouldNameTensorsAsPeftDoes() throws IOException {
        Path adapter = folder.resolve("adapter");
        try (TunableLm lm = TunableLm.open(
                model("llama"), settings(Optional.of(new LoraSettings(2, 3, 0.1, List.of("v_proj", "q_proj")))))) {
            lm.saveAdapter(adapter, "base");
        }
        try (SafetensorsFile file = SafetensorsFile.open(adapter.resolve("adapter_model.safetensors"))) {
            assertThat(file.names())
                    .hasSize(8)
                    .contains(
                            "base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight",
                            "base_model.model.model.layers.0.self_attn.v_proj.lora_B.weight");
            assertThat(file.metadata()).containsEntry("format", "pt");
        }
        JsonNode config = JSON.readTree(Files.readString(adapter.resolve("adapter_config.json")));
        assertThat(config.path("peft_type").asText()).isEqualTo("LORA");
        assertThat(config.path("r").asInt()).isEqualTo(2);
        assertThat(config.path("lora_alpha").asInt()).isEqualTo(3);
        assertThat(config.path("base_model_name_or_path").asText()).isEqualTo("base");
        assertThat(config.path("target_modules")).hasSize(2);
    }

    @Test
    void shouldSayWhatIsWrongWithAnAdaptersBase() throws IOException {
        Path adapter = folder.resolve("adapter");
        try (TunableLm lm = TunableLm.open(model("llama"), LORA)) {
            lm.saveAdapter(adapter, "../model");
        }
        try (ModelHead head = CausalLms.inspect(new ModelSpec(adapter, "", "float32", null))) {
            assertThat(head.card().architecture()).isEqualTo("llama");
        }
        rename(adapter, "nobody/nothing");
        assertThatThrownBy(() -> load(adapter))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("nobody/nothing, is not on this machine")
                .hasMessageContaining("base_model_name_or_path");
        TinyModels.gemmaFolder(folder.resolve("gemma"));
        rename(adapter, "../gemma");
        assertThatThrownBy(() -> load(adapter))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("another model than ../gemma");
        rename(adapter, ".");
        assertThatThrownBy(() -> load(adapter)).hasMessageContaining("is an adapter itself");
    }

    private static void rename(Path adapter, String base) throws IOException {
        Path file = adapter.resolve("adapter_config.json");
        ObjectNode config = (ObjectNode) JSON.readTree(Files.readString(file));
        Files.writeString(file, config.put("base_model_name_or_path", base).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"use_dora\": true}",
                "{\"modules_to_save\": [\"lm_head\"]}",
                "{\"rank_pattern\": {\"q_proj\": 3}}",
                "{\"peft_type\": \"IA3\"}",
                "{\"bias\": \"all\"}"
            })
    void shouldRefuseAdaptersWithOtherMathematics(String change) throws IOException {
        Path adapter = folder.resolve("adapter");
        try (TunableLm lm = TunableLm.open(model("llama"), LORA)) {
            lm.saveAdapter(adapter, "../model");
        }
        Path file = adapter.resolve("adapter_config.json");
        ObjectNode config = (ObjectNode) JSON.readTree(Files.readString(file));
        config.setAll((ObjectNode) JSON.readTree(change));
        Files.writeString(file, config.toString());
        assertThatThrownBy(() -> load(adapter))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("plain LoRA adapter");
    }

    @Test
    void shouldNotOverwriteItsBase() {
        Path model = model("llama");
        try (TunableLm lm = TunableLm.open(model, LORA)) {
            assertThatThrownBy(() -> lm.saveMerged(model)).hasMessageContaining("overwrite");
        }
    }
}
