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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Students as GGUF files, as gguf-py and transformers read them; skipped where Python has no gguf. */
class GgufIT {
    private static final int[] IDS = {5, 66, 77, 12, 40, 9, 100, 101, 3};
    private static final Path SCRIPT =
            Path.of("src", "test", "training", "read_gguf.py").toAbsolutePath();

    @TempDir
    Path folder;

    /** transformers 4.56 does not read the width of a Qwen3's heads from GGUF files and takes it for 128. */
    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2"})
    void shouldBeReadByGgufAndTransformers(String kind) throws Exception {
        String python = PythonLibraries.python(folder);
        Assumptions.assumeTrue(
                PythonLibraries.run(folder, List.of(python, "-c", "import gguf"))
                                .code()
                        == 0,
                "no gguf in " + python);
        Path model = folder.resolve("model.gguf");
        if (kind.equals("qwen2")) {
            TinyModels.qwen2(model);
        } else {
            TinyModels.llama(model);
        }
        Path out = Files.createDirectories(folder.resolve("out")).resolve("student.gguf");
        float[] expected = trained(model, out);
        String ids = Arrays.stream(IDS).mapToObj(Integer::toString).collect(Collectors.joining(","));
        PythonLibraries.Run run = PythonLibraries.run(folder, List.of(python, SCRIPT.toString(), out.toString(), ids));
        assertThat(run.code()).as(run.text()).isZero();
        JsonNode read = new ObjectMapper()
                .readTree(run.text().lines().reduce((a, b) -> b).orElseThrow());
        assertThat(read.path("types").toString()).isEqualTo("[\"F32\"]");
        assertThat(read.path("end").asText()).isEqualTo("<|im_end|>");
        assertThat(read.path("logits")).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((float) read.path("logits").get(i).asDouble()).isCloseTo(expected[i], within(1e-4f));
        }
    }

    private static float[] trained(Path model, Path out) {
        TuningSettings settings = new TuningSettings(
                Optional.of(new LoraSettings(4, 8, 0.1, LoraSettings.TARGETS)),
                new AdamWSettings(0.9, 0.999, 1e-8, 0, 1),
                Dtype.FLOAT32,
                5,
                new DeviceChoice.Processor());
        try (TunableLm lm = TunableLm.open(model, settings)) {
            for (int i = 0; i < 5; i++) {
                lm.accumulate(List.of(new TokenExample(new int[] {1, 2, 3, 4, 5, 6, 7}, 2, 1)), 0.2, i);
                lm.step(0.02);
            }
            lm.saveGguf(out, model);
            try (CausalLm answering = lm.answering()) {
                return answering.logits(IDS)[IDS.length - 1];
            }
        }
    }
}
