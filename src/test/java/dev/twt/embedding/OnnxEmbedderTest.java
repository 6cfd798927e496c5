package dev.twt.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.EmbeddingConfig;
import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With tiny graphs whose hidden states are a table of the words, so that every vector can be worked out by hand. */
class OnnxEmbedderTest {
    private static final Offset<Float> EXACT = Offset.offset(1e-6f);

    @Test
    void shouldAverageHiddenStatesOverATextsOwnTokens() {
        // [CLS] six times [SEP] = (1,0,0,0) + (0,2,0,0) + (0,0,0,4) + (0,1,0,0), to length 1.
        float norm = (float) Math.sqrt(1 + 9 + 16);
        assertThat(embed("tokens", 8, "six times"))
                .containsExactly(new float[] {1 / norm, 3 / norm, 0, 4 / norm}, EXACT);
    }

    @Test
    void shouldNotLetPaddingIntoTheMean() {
        try (Embedder embedder = OnnxEmbedder.open(Fixtures.model("tokens", 64, 8))) {
            float[][] together = embedder.embed(List.of("six times", "the cat sat is the cat sat is the cat sat is"));
            assertThat(together[0]).containsExactly(embedder.embed(List.of("six times"))[0], EXACT);
        }
    }

    @Test
    void shouldReadMoreTokensThanTheTokenizerFileSays() {
        // The file says 8 tokens, padded: the ninth word decides here.
        String text = "the the the the the the the the seven";
        assertThat(embed("tokens", 32, text)[2]).isGreaterThan(embed("tokens", 9, text)[2]);
    }

    @Test
    void shouldCutTextsAtMaxTokens() {
        assertThat(embed("tokens", 4, "six times cat cat cat")).containsExactly(embed("tokens", 4, "six times"), EXACT);
    }

    @Test
    void shouldTakeTheSentenceEmbeddingWhereTheModelHasOne() {
        // The largest value in each dimension over [CLS] six times [SEP]: (1, 2, 0, 4).
        float norm = (float) Math.sqrt(1 + 4 + 16);
        assertThat(embed("pooled", 8, "six times"))
                .containsExactly(new float[] {1 / norm, 2 / norm, 0, 4 / norm}, EXACT);
    }

    @Test
    void shouldKeepTheOrderOfTextsOfMixedLength() {
        List<String> texts = List.of("the cat sat is the cat", "six", "seven times is", "cat cat");
        try (Embedder embedder = OnnxEmbedder.open(Fixtures.model("tokens", 16, 2))) {
            float[][] all = embedder.embed(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(all[i]).containsExactly(embedder.embed(List.of(texts.get(i)))[0], EXACT);
            }
            assertThat(embedder.embed(List.of())).isEmpty();
            assertThat(embedder.dimensions()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "classifier | no output is a float sentence_embedding",
                "decoder    | not input_ids and attention_mask",
                "absent     | there is no such folder",
            })
    void shouldRefuseModelsThatAreNoSentenceEmbedders(String model, String message) {
        EmbeddingConfig config = model.equals("absent")
                ? Fixtures.folder(Path.of("no", "such", "folder"), 8, 8)
                : Fixtures.model(model, 8, 8);
        assertThatThrownBy(() -> OnnxEmbedder.open(config))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("embedding.path")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseMoreTokensThanTheModelTakes() {
        OnnxEmbedder.open(Fixtures.model("short", 16, 8)).close();
        assertThatThrownBy(() -> OnnxEmbedder.open(Fixtures.model("short", 17, 8)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("embedding.max-tokens = 17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "tokenizer.json"})
    void shouldRefuseAFolderThatLacksAFile(String kept, @TempDir Path folder) throws IOException {
        Files.copy(Fixtures.path("pooled").resolve(kept), folder.resolve(kept));
        String lacks = kept.equals("model.onnx") ? "tokenizer.json" : "model.onnx";
        assertThatThrownBy(() -> OnnxEmbedder.open(Fixtures.folder(folder, 8, 8)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the folder has no " + lacks);
    }

    @ParameterizedTest
    @CsvSource({"model.onnx, the ONNX file cannot be read", "tokenizer.json, tokenizer.json cannot be read"})
    void shouldRefuseABrokenFile(String broken, String message, @TempDir Path folder) throws IOException {
        for (String file : List.of("model.onnx", "tokenizer.json")) {
            byte[] bytes = Files.readAllBytes(Fixtures.path("pooled").resolve(file));
            int length = file.equals(broken) ? bytes.length / 2 : bytes.length;
            Files.write(folder.resolve(file), Arrays.copyOf(bytes, length));
        }
        assertThatThrownBy(() -> OnnxEmbedder.open(Fixtures.folder(folder, 8, 8)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }

    private static float[] embed(String model, int maxTokens, String text) {
        try (Embedder embedder = OnnxEmbedder.open(Fixtures.model(model, maxTokens, 8))) {
            return embedder.embed(List.of(text))[0];
        }
    }
}
