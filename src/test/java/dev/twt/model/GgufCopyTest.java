package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.model.file.GgufCopy;
import dev.twt.model.file.GgufFile;
import dev.twt.model.file.ModelException;
import dev.twt.model.file.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufCopyTest {
    private static final String NORM = "output_norm.weight";

    @TempDir
    Path folder;

    private Path original() {
        Map<String, Object> metadata = TinyGguf.metadata(TinyShape.LLAMA);
        metadata.put("general.file_type", 7);
        metadata.put("tokenizer.chat_template", "{{ messages }} ünd");
        return TinyGguf.write(
                metadata, TinyGguf.tensors(TinyModel.random(TinyShape.LLAMA, 3)), folder.resolve("original.gguf"));
    }

    @Test
    void shouldSayTheSameWithOtherValuesInTheTensorsThatAreNamed() {
        Path copied = folder.resolve("copy.gguf");
        try (GgufFile like = GgufFile.open(original())) {
            float[] ones = new float[like.weights().read(NORM).length];
            Arrays.fill(ones, 1.5f);
            GgufCopy.write(copied, like, Map.of(NORM, () -> ones));
            try (GgufFile copy = GgufFile.open(copied)) {
                assertThat(copy.metadata().keys())
                        .containsExactlyElementsOf(like.metadata().keys());
                assertThat(copy.metadata().string("tokenizer.chat_template")).isEqualTo("{{ messages }} ünd");
                assertThat(copy.metadata().strings("tokenizer.ggml.tokens"))
                        .isEqualTo(like.metadata().strings("tokenizer.ggml.tokens"));
                assertThat(copy.metadata().intValue("general.file_type")).isZero();
                Weights weights = copy.weights();
                assertThat(weights.names()).isEqualTo(like.weights().names());
                assertThat(weights.read(NORM)).containsExactly(ones);
                for (String name : weights.names()) {
                    assertThat(weights.shape(name))
                            .containsExactly(like.weights().shape(name));
                    if (!name.equals(NORM)) {
                        assertThat(weights.read(name))
                                .containsExactly(like.weights().read(name));
                    }
                }
            }
        }
    }

    @Test
    void shouldRefuseTensorsOfAnotherModelAndLeaveNothing() {
        Path copied = folder.resolve("copy.gguf");
        try (GgufFile like = GgufFile.open(original())) {
            assertThatThrownBy(() -> GgufCopy.write(copied, like, Map.of("blk.9.x.weight", () -> new float[1])))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("there is no tensor blk.9.x.weight in it");
            assertThatThrownBy(() -> GgufCopy.write(copied, like, Map.of(NORM, () -> new float[1])))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("and the trained one 1");
        }
        assertThat(Files.exists(copied)).isFalse();
    }
}
