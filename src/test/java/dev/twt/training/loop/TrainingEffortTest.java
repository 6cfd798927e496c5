package dev.twt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RunConfigs;
import dev.twt.config.TrainConfig;
import dev.twt.model.TinyStudent;
import dev.twt.model.file.SafetensorsFile;
import dev.twt.model.file.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingEffortTest {
    @TempDir
    Path folder;

    private TrainConfig config(Path model, String weights) throws IOException {
        Path file = Files.writeString(folder.resolve("run.conf"), "workspace = ws\nquestions = q.jsonl\n");
        return RunConfigs.read(file, Map.of("train.base-model", model.toString(), "train.jvm.weights", weights))
                .train();
    }

    @Test
    void shouldCountTheOperationsOfAllWeights() throws IOException {
        Path model = folder.resolve("model");
        TinyStudent.write(model, 1);

        TrainingEffort full = TrainingEffort.of(config(model, "full")).orElseThrow();
        TrainingEffort adapter = TrainingEffort.of(config(model, "lora")).orElseThrow();

        long parameters = parameters(model.resolve("model.safetensors"));
        assertThat(full.operationsPerToken()).isEqualTo(6 * parameters);
        assertThat(adapter.operationsPerToken()).isEqualTo(4 * parameters);
        assertThat(full.secondsHere(1e6)).isPositive();
    }

    private static long parameters(Path file) {
        try (Weights weights = SafetensorsFile.open(file)) {
            return weights.names().stream()
                    .mapToLong(name -> LongStream.of(weights.shape(name)).reduce(1, (a, b) -> a * b))
                    .sum();
        }
    }

    @Test
    void shouldKnowNothingOfAModelThatIsNotHere() throws IOException {
        assertThat(TrainingEffort.of(config(Path.of("Qwen/Qwen3-0.6B"), "lora")))
                .isEmpty();
        assertThat(TrainingEffort.of(config(folder, "lora"))).isEmpty();
    }
}
