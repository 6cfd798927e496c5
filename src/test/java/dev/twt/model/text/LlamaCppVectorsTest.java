package dev.twt.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.twt.model.file.GgufFile;
import dev.twt.model.file.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** llama.cpp's own test vectors over real vocabularies; they are not part of the repository. */
class LlamaCppVectorsTest {
    private static final Path VECTORS = Path.of(Optional.ofNullable(System.getProperty("TWT_SHARED"))
                    .or(() -> Optional.ofNullable(System.getenv("TWT_SHARED")))
                    .orElse("../shared"))
            .resolve("data")
            .resolve("llama_cpp_vectors");

    @TempDir
    Path folder;

    @BeforeAll
    static void findVectors() {
        assumeTrue(Files.isDirectory(VECTORS), "the vectors are not on this machine");
    }

    private Tokenizer open(String name) throws IOException {
        Path packed = VECTORS.resolve("ggml-vocab-" + name + ".gguf.gz");
        assumeTrue(Files.exists(packed), "there is no vocabulary of " + name);
        Path path = folder.resolve(name + ".gguf");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.copy(in, path);
        }
        try (GgufFile file = GgufFile.open(path)) {
            return Tokenizers.fromGguf(file);
        }
    }

    private static List<String> texts(String name) throws IOException {
        String all = Files.readString(VECTORS.resolve("ggml-vocab-" + name + ".gguf.inp"));
        String[] texts = all.split("\n__ggml_vocab_test__\n", -1);
        return Arrays.asList(texts).subList(0, texts.length - 1);
    }

    private static List<int[]> ids(String name) throws IOException {
        return Files.readString(VECTORS.resolve("ggml-vocab-" + name + ".gguf.out"))
                .lines()
                .map(line -> Arrays.stream(line.strip().split(" "))
                        .filter(id -> !id.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-2", "mpt", "falcon", "refact", "deepseek-coder", "deepseek-llm", "llama-spm"})
    void shouldGiveTheIdsOfTheVectors(String name) throws IOException {
        List<String> texts = texts(name);
        List<int[]> ids = ids(name);
        assertThat(texts).hasSize(46);
        try (Tokenizer tokenizer = open(name)) {
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                assertThat(tokenizer.encodeText(text)).as(text).isEqualTo(ids.get(i));
                assertThat(tokenizer.encodeMarkup(text)).as(text).isEqualTo(ids.get(i));
                assertThat(tokenizer.decode(ids.get(i))).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gpt-2,-1", "falcon,-1", "deepseek-coder,32013", "deepseek-llm,100000", "llama-spm,1"})
    void shouldBeginSequencesAsTheFileSays(String name, int id) throws IOException {
        try (Tokenizer tokenizer = open(name)) {
            assertThat(tokenizer.beginOfSequence().orElse(-1)).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-2", "falcon", "deepseek-llm", "llama-spm"})
    void shouldKeepTheEndTokenInATextAsText(String name) throws IOException {
        try (Tokenizer tokenizer = open(name)) {
            String end = tokenizer.special("eos_token");
            assertThat(tokenizer.encodeText(end).length).isGreaterThan(1);
            assertThat(tokenizer.encodeMarkup(end)).hasSize(1);
            assertThat(tokenizer.endOfAnswer()).contains(tokenizer.encodeMarkup(end)[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({"bert-bge,the kind bert", "gpt-neox,tokenizer.ggml.pre is missing"})
    void shouldRefuseTheKindsItCannotBuild(String name, String why) {
        assertThatThrownBy(() -> open(name).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(why);
    }
}
