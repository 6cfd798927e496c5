package dev.twt.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedNameTest {
    @TempDir
    Path folder;

    private Path stage(String path) throws IOException {
        Path model = Files.createDirectories(folder.resolve(path));
        Files.writeString(model.resolve("twt-stage.json"), "{}");
        return model;
    }

    @Test
    void shouldBeTheFilesOrFoldersName() {
        assertThat(ServedName.of(folder.resolve("tiny.GGUF"))).isEqualTo("tiny");
        assertThat(ServedName.of(folder.resolve("Qwen3-0.6B"))).isEqualTo("Qwen3-0.6B");
        assertThat(ServedName.of(folder.resolve("students/small/free/model"))).isEqualTo("model");
    }

    @Test
    void shouldBeThatOfStudentAndStage() throws IOException {
        assertThat(ServedName.of(stage("students/small/free/model"))).isEqualTo("small.free");
        assertThat(ServedName.of(stage("students/small/free/model/merged"))).isEqualTo("small.free");
        assertThat(ServedName.of(stage("students/small/free/model").resolve("merged.gguf")))
                .isEqualTo("small.free");
        assertThat(ServedName.of(stage("mine"))).isEqualTo("mine");
        assertThat(ServedName.of(folder.resolve("merged.gguf"))).isEqualTo("merged");
    }
}
