package dev.twt.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GgufFileTest {
    @TempDir
    Path folder;

    private static GgufBytes small() {
        return new GgufBytes()
                .string("general.architecture", "llama")
                .uint32("llama.block_count", 2)
                .float32("llama.eps", 1e-5f)
                .bool("tokenizer.ggml.add_bos_token", true)
                .strings("tokenizer.ggml.tokens", List.of("a", "▁b", "😀"))
                .ints("tokenizer.ggml.token_type", 1, 3, -1)
                .floats("tokenizer.ggml.scores", 0f, -1.5f)
                .tensor("w", 0, GgufBytes.floatBytes(1, 2, 3, 4, 5, 6), 2, 3)
                .tensor("b", 0, GgufBytes.floatBytes(7), 1);
    }

    private GgufFile open(byte[] bytes) throws IOException {
        return GgufFile.open(Files.write(folder.resolve("m.gguf"), bytes));
    }

    private void refused(byte[] bytes, String... words) {
        assertThatThrownBy(() -> {
                    try (GgufFile file = open(bytes)) {
                        file.weights();
                    }
                })
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("m.gguf")
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldReadMetadataOfBothVersions(int version) throws IOException {
        try (GgufFile file = open(small().version(version).bytes())) {
            Metadata metadata = file.metadata();
            assertThat(metadata.string("general.architecture")).isEqualTo("llama");
            assertThat(metadata.intValue("llama.block_count")).isEqualTo(2);
            assertThat(metadata.floatValue("llama.eps")).isEqualTo(1e-5f);
            assertThat(metadata.findBool("tokenizer.ggml.add_bos_token")).contains(true);
            assertThat(metadata.strings("tokenizer.ggml.tokens")).containsExactly("a", "▁b", "😀");
            assertThat(metadata.longs("tokenizer.ggml.token_type")).containsExactly(1, 3, -1);
            assertThat(metadata.floats("tokenizer.ggml.scores")).containsExactly(0f, -1.5f);
            assertThat(metadata.findString("absent")).isEmpty();
            assertThat(metadata.keys()).hasSize(7);
        }
    }

    @Test
    void shouldReadEveryNumberType() throws IOException {
        GgufBytes bytes = new GgufBytes()
                .pair("u8", 0, new byte[] {(byte) 200})
                .pair("i8", 1, new byte[] {-3})
                .pair("u16", 2, new byte[] {(byte) 255, (byte) 255})
                .pair("i16", 3, new byte[] {(byte) 254, (byte) 255})
                .pair("u32", 4, GgufBytes.int32(-1))
                .pair("i64", 11, GgufBytes.int64(1L << 40))
                .array("bools", 7, List.of(new byte[] {1}, new byte[] {0}))
                .pair("f64", 12, GgufBytes.int64(Double.doubleToLongBits(0.25)));
        try (GgufFile file = open(bytes.bytes())) {
            Metadata metadata = file.metadata();
            assertThat(metadata.intValue("u8")).isEqualTo(200);
            assertThat(metadata.intValue("i8")).isEqualTo(-3);
            assertThat(metadata.intValue("u16")).isEqualTo(65535);
            assertThat(metadata.intValue("i16")).isEqualTo(-2);
            assertThat(metadata.findLong("u32")).contains(0xffffffffL);
            assertThat(metadata.findLong("i64")).contains(1L << 40);
            assertThat(metadata.floatValue("f64")).isEqualTo(0.25f);
            assertThat(metadata.has("bools")).isTrue();
            assertThatThrownBy(() -> metadata.intValue("u32")).hasMessageContaining("too large");
        }
    }

    @Test
    void shouldReadTensorsInRowMajorOrder() throws IOException {
        try (GgufFile file = open(small().bytes())) {
            Weights weights = file.weights();
            assertThat(weights.names()).containsExactly("w", "b");
            assertThat(weights.shape("w")).containsExactly(2, 3);
            assertThat(weights.read("w")).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(weights.read("b")).containsExactly(7);
            assertThatThrownBy(() -> weights.read("v"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("there is no tensor v");
        }
    }

    @Test
    void shouldReadTensorsThatSpanSeveralWindows() throws IOException {
        float[] values = new float[600_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        try (GgufFile file = open(new GgufBytes()
                .tensor("w", 0, GgufBytes.floatBytes(values), values.length)
                .bytes())) {
            assertThat(file.weights().read("w")).isEqualTo(values);
        }
    }

    @Test
    void shouldReadTextsThatSpanSeveralWindows() throws IOException {
        String text = "día ".repeat(700_000);
        try (GgufFile file =
                open(new GgufBytes().string("a", text).string("b", "after").bytes())) {
            assertThat(file.metadata().string("a")).isEqualTo(text);
            assertThat(file.metadata().string("b")).isEqualTo("after");
        }
    }

    @Test
    void shouldNameWhatIsWrongWithAKey() throws IOException {
        try (GgufFile file = open(small().bytes())) {
            Metadata metadata = file.metadata();
            assertThatThrownBy(() -> metadata.string("no.such.key"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("m.gguf")
                    .hasMessageContaining("no.such.key is missing");
            assertThatThrownBy(() -> metadata.intValue("general.architecture"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("general.architecture is not an integer");
        }
    }

    @Test
    void shouldRefuseEveryCutOfAFile() {
        byte[] bytes = small().bytes();
        // The last 28 bytes are padding after the last tensor.
        for (int length = 0; length <= bytes.length - 29; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> {
                        try (GgufFile file = open(cut)) {
                            file.weights();
                        }
                    })
                    .as("cut to %d bytes", length)
                    .isInstanceOf(ModelException.class);
        }
    }

    @Test
    void shouldRefuseOtherFilesAndVersions() {
        refused("PK not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8), "not a GGUF file");
        refused(small().version(1).bytes(), "version 1", "2 and 3");
        refused(small().version(0x03000000).bytes(), "big-endian");
    }

    @Test
    void shouldRefuseAbsentFilesAndFolders() {
        assertThatThrownBy(() -> GgufFile.open(folder.resolve("none.gguf")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> GgufFile.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("not a file");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, -1, 1L << 33, 1_000_000})
    void shouldRefuseAbsurdCounts(long count) {
        byte[] tensors = small().bytes();
        System.arraycopy(GgufBytes.int64(count), 0, tensors, 8, 8);
        refused(tensors, "cut short or damaged");
        byte[] pairs = small().bytes();
        System.arraycopy(GgufBytes.int64(count), 0, pairs, 16, 8);
        refused(pairs, "cut short or damaged");
        byte[] list = GgufBytes.int64(count);
        refused(
                new GgufBytes()
                        .pair("k", 9, new byte[] {
                            8, 0, 0, 0, list[0], list[1], list[2], list[3], list[4], list[5], list[6], list[7]
                        })
                        .bytes(),
                "cut short or damaged",
                "the metadata of k");
    }

    @Test
    void shouldRefuseDamagedHeaders() {
        refused(new GgufBytes().uint32("k", 1).uint32("k", 2).bytes(), "k stands there twice");
        refused(new GgufBytes().pair("k", 77, new byte[8]).bytes(), "k is of the unknown type 77");
        refused(new GgufBytes().uint32("general.alignment", 33).bytes(), "general.alignment is 33");
        refused(small().tensor("w", 0, new byte[4], 1).bytes(), "tensor w twice");
        refused(new GgufBytes().tensor("w", 0, new byte[4], 1, 1, 1, 1, 1).bytes(), "w has 5 dimensions");
        refused(new GgufBytes().tensor("w", 0, new byte[4], -1).bytes(), "tensor w has the shape [-1]");
        refused(new GgufBytes().tensor("w", 0, new byte[4], 1L << 40, 1L << 40).bytes(), "tensor w has the shape");
        refused(new GgufBytes().tensor("w", 0, new byte[4], 1L << 40).bytes(), "tensor w lies beyond the end");
        refused(new GgufBytes().tensor("w", 8, new byte[34], 1, 33).bytes(), "rows of 33 values", "Q8_0");
    }

    @Test
    void shouldNameTensorAndTypeThatCannotBeRead() {
        refused(small().tensor("blk.0.x", 10, new byte[84], 256).bytes(), "blk.0.x", "Q2_K", "Q4_K");
        refused(small().tensor("blk.0.x", 4711, new byte[84], 256).bytes(), "blk.0.x", "number 4711");
    }

    @Test
    void shouldReadMetadataWhereTensorsCannotBeRead() throws IOException {
        try (GgufFile file = open(small().tensor("x", 10, new byte[84], 256).bytes())) {
            assertThat(file.metadata().string("general.architecture")).isEqualTo("llama");
        }
    }

    @Test
    void shouldRefuseAPartOfASplitModel() {
        refused(small().uint32("split.count", 3).bytes(), "one of 3 files", "llama-gguf-split");
    }
}
