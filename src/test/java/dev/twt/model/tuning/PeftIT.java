package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.CausalLm;
import dev.twt.model.TinyModels;
import dev.twt.model.torch.DeviceChoice;
import dev.twt.testing.PythonLibraries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Students as transformers and PEFT themselves read them. */
class PeftIT {
    private static final int[] IDS = {5, 66, 77, 12, 40, 9, 100, 101, 3};
    private static final Path SCRIPT =
            Path.of("src", "test", "training", "read_student.py").toAbsolutePath();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3", "gguf", "qwen2 gguf", "qwen3 gguf"})
    void shouldBeReadByTransformersAndPeft(String kind) throws Exception {
        String python = PythonLibraries.python(folder);
        Path model = folder.resolve("model");
        switch (kind) {
            case "gguf" -> TinyModels.llama(model);
            case "qwen2 gguf" -> TinyModels.qwen2(model);
            case "qwen3 gguf" -> TinyModels.qwen3(model);
            default -> TinyModels.folder(kind, model);
        }
        float[] expected = trained(model);
        String ids = Arrays.stream(IDS).mapToObj(Integer::toString).collect(Collectors.joining(","));
        PythonLibraries.Run run = PythonLibraries.run(
                folder,
                List.of(
                        python,
                        SCRIPT.toString(),
                        Files.isDirectory(model) ? model.toString() : "-",
                        folder.resolve("adapter").toString(),
                        folder.resolve("merged").toString(),
                        ids));
        assertThat(run.code()).as(run.text()).isZero();
        String last = run.text().lines().reduce((a, b) -> b).orElseThrow();
        JsonNode read = new ObjectMapper().readTree(last);
        assertThat(floats(read.path("merged"))).containsExactly(expected, within(1e-4f));
        assertThat(read.path("end").asText()).isEqualTo("<|im_end|>");
        // "the cat" as th, e, blank, c, a, t, and the end.
        assertThat(read.path("ids")).hasSize(7);
        if (Files.isDirectory(model)) {
            assertThat(floats(read.path("adapter"))).containsExactly(expected, within(1e-4f));
            assertThat(floats(read.path("base"))[3]).isNotCloseTo(expected[3], within(1e-3f));
        }
    }

    private float[] trained(Path model) {
        LoraSettings lora = new LoraSettings(4, 8, 0.1, LoraSettings.TARGETS);
        TuningSettings settings = new TuningSettings(
                Optional.of(lora),
                new AdamWSettings(0.9, 0.999, 1e-8, 0, 1),
                Dtype.FLOAT32,
                5,
                new DeviceChoice.Processor());
        try (TunableLm lm = TunableLm.open(model, settings)) {
            for (int i = 0; i < 5; i++) {
                lm.accumulate(List.of(new TokenExample(new int[] {1, 2, 3, 4, 5, 6, 7}, 2, 1)), 0.2, i);
                lm.step(0.02);
            }
            lm.saveAdapter(folder.resolve("adapter"), model.toString());
            lm.saveMerged(folder.resolve("merged"));
            try (CausalLm answering = lm.answering()) {
                return answering.logits(IDS)[IDS.length - 1];
            }
        }
    }

    private static float[] floats(JsonNode values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values.get(i).asDouble();
        }
        return floats;
    }
}
