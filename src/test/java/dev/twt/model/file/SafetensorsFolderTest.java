package dev.twt.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.model.file.SafetensorsWriter.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFolderTest {
    private static final String INDEX = "model.safetensors.index.json";

    @TempDir
    Path folder;

    private void write(String file, String tensor, float value) {
        SafetensorsWriter.write(
                folder.resolve(file),
                Map.of(tensor, new Tensor(new long[] {1}, new float[] {value})),
                SafetensorsType.F32,
                Map.of());
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> SafetensorsFolder.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void shouldReadTheFilesOfTheIndex() throws IOException {
        write("model-1.safetensors", "a", 1);
        write("model-2.safetensors", "b", 2);
        write("other.safetensors", "a", 3);
        Files.writeString(
                folder.resolve(INDEX),
                "{\"weight_map\": {\"a\": \"model-1.safetensors\", \"b\": \"model-2.safetensors\"}}");
        try (SafetensorsFolder weights = SafetensorsFolder.open(folder)) {
            assertThat(weights.names()).containsExactlyInAnyOrder("a", "b");
            assertThat(weights.read("a")).containsExactly(1);
            assertThat(weights.read("b")).containsExactly(2);
            assertThat(weights.shape("b")).containsExactly(1);
            assertThatThrownBy(() -> weights.read("c")).hasMessageContaining("there is no tensor c");
        }
    }

    @Test
    void shouldReadAllFilesWithoutAnIndex() {
        write("x.safetensors", "a", 1);
        write("y.safetensors", "b", 2);
        try (SafetensorsFolder weights = SafetensorsFolder.open(folder)) {
            assertThat(weights.names()).containsExactlyInAnyOrder("a", "b");
        }
        write("z.safetensors", "b", 3);
        refused("tensor b is in two");
    }

    @Test
    void shouldPreferTheSingleFile() {
        write("model.safetensors", "a", 1);
        write("consolidated.safetensors", "a", 2);
        try (SafetensorsFolder weights = SafetensorsFolder.open(folder)) {
            assertThat(weights.read("a")).containsExactly(1);
        }
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        refused("no .safetensors file");
        assertThatThrownBy(() -> SafetensorsFolder.open(folder.resolve("none"))).hasMessageContaining("no such folder");
        write("model-1.safetensors", "a", 1);
        Files.writeString(folder.resolve(INDEX), "{\"weight_map\": {\"a\": \"model-2.safetensors\"}}");
        refused("model-2.safetensors", "no such file");
        Files.writeString(folder.resolve(INDEX), "{\"weight_map\": {\"b\": \"model-1.safetensors\"}}");
        refused("there is no tensor b");
    }

    @Test
    void shouldNotFollowAnIndexOutOfTheFolder() throws IOException {
        Files.writeString(folder.resolve(INDEX), "{\"weight_map\": {\"a\": \"../secret.safetensors\"}}");
        refused("outside the folder");
        Files.writeString(folder.resolve(INDEX), "{\"weight_map\": ");
        refused("not JSON");
        Files.writeString(folder.resolve(INDEX), "{}");
        refused("no weight_map");
    }
}
