package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedWithTest {
    @TempDir
    Path folder;

    @Test
    void shouldBeTheSameOfAFolderAndAGgufFile() {
        for (TinyShape shape : List.of(TinyShape.LLAMA, TinyShape.QWEN2, TinyShape.QWEN3, TinyShape.GEMMA)) {
            TinyModel model = TinyModel.random(shape, 4);
            TrainedWith ofFolder = TrainedWith.of(TinyFolder.write(model, folder.resolve(shape.family())));
            TrainedWith ofGguf = TrainedWith.of(TinyGguf.write(model, folder.resolve(shape.family() + ".gguf")));
            assertThat(ofGguf).as(shape.family()).isEqualTo(ofFolder);
        }
    }

    @Test
    void shouldTellModelsOfOneShapeApart() {
        TrainedWith one = TrainedWith.of(TinyFolder.write(TinyModel.random(TinyShape.LLAMA, 4), folder.resolve("a")));
        TrainedWith other = TrainedWith.of(TinyFolder.write(TinyModel.random(TinyShape.LLAMA, 5), folder.resolve("b")));

        assertThat(other.base()).isNotEqualTo(one.base());
        assertThat(other.tokenizer()).isEqualTo(one.tokenizer());
    }
}
