package dev.twt.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.model.file.SafetensorsWriter.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void setPath() {
        path = folder.resolve("model.safetensors");
    }

    private Path withHeader(String json, int dataBytes) throws IOException {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(path, all.putLong(header.length).put(header).array());
    }

    private void refused(Path file, String... words) {
        assertThatThrownBy(() -> SafetensorsFile.open(file).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContainingAll(words);
    }

    /** The file is written by Python's safetensors: see src/test/python/make_tiny_safetensors.py. */
    @Test
    void shouldReadAFileOfPython() throws IOException {
        try (InputStream in = SafetensorsTest.class.getResourceAsStream("tiny.safetensors")) {
            Files.write(path, in.readAllBytes());
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.metadata()).containsEntry("format", "pt");
            assertThat(file.names()).containsExactlyInAnyOrder("single", "half", "brain", "whole", "none", "scalar");
            assertThat(file.shape("single")).containsExactly(2, 3);
            assertThat(file.read("single")).containsExactly(1, -2.5f, 0.1f, 3e-5f, 65504, -0f);
            assertThat(file.read("half")).containsExactly(1, -2.5f, 0.099975586f, 2.9981136E-5f, 65504, -0f);
            assertThat(file.read("brain")).containsExactly(1, -2.5f, 0.100097656f, 3.0040741E-5f, 65536, -0f);
            assertThat(file.read("none")).isEmpty();
            assertThat(file.shape("scalar")).isEmpty();
            assertThat(file.read("scalar")).containsExactly(0.5f);
            assertThatThrownBy(() -> file.read("whole"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("tensor whole is in the format I64");
            assertThatThrownBy(() -> file.read("absent")).hasMessageContaining("there is no tensor absent");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SafetensorsType.class,
            names = {"F32", "BF16"})
    void shouldReadWhatItWrote(SafetensorsType type) {
        Random random = new Random(5);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int size : new int[] {1, 3, 0, 300_000}) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                // A value that bfloat16 holds exactly.
                values[i] = Float.intBitsToFloat(random.nextInt() & 0xbfff0000);
            }
            tensors.put("layers." + size + ".weight \"é\"", new Tensor(new long[] {size, 1}, values));
        }
        SafetensorsWriter.write(path, tensors, type, Map.of("format", "pt", "made by", "a test"));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).containsExactlyElementsOf(tensors.keySet());
            assertThat(file.metadata()).hasSize(2).containsEntry("made by", "a test");
            tensors.forEach((name, tensor) -> {
                assertThat(file.shape(name)).isEqualTo(tensor.shape());
                assertThat(file.read(name)).isEqualTo(tensor.values());
            });
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldBeginItsDataAtAMultipleOfEight() throws IOException {
        SafetensorsWriter.write(
                path, Map.of("w", new Tensor(new long[] {1}, new float[] {1})), SafetensorsType.F32, Map.of());
        long header = ByteBuffer.wrap(Files.readAllBytes(path))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertThat(header % 8).isZero();
    }

    @Test
    void shouldSayWhereItCannotWrite() {
        Path nowhere = folder.resolve("none").resolve("a.safetensors");
        assertThatThrownBy(() -> SafetensorsWriter.write(nowhere, Map.of(), SafetensorsType.F32, Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("can't be written");
        assertThatThrownBy(() -> new Tensor(new long[] {2}, new float[3])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseEveryCutOfAFile() throws IOException {
        SafetensorsWriter.write(
                path, Map.of("w", new Tensor(new long[] {4}, new float[4])), SafetensorsType.F32, Map.of());
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SafetensorsFile.open(cut).close())
                    .as("cut to %d bytes", length)
                    .isInstanceOf(ModelException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, -1, 1L << 33, 90_000_000})
    void shouldRefuseAbsurdHeaderLengths(long length) throws IOException {
        Files.write(
                path,
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .array());
        assertThatThrownBy(() -> SafetensorsFile.open(path).close()).isInstanceOf(ModelException.class);
    }

    @Test
    void shouldRefuseDamagedHeaders() throws IOException {
        refused(withHeader("[1]", 0), "not a safetensors file");
        refused(withHeader("{\"w\": ", 0), "not a safetensors file");
        refused(withHeader("{\"w\":{\"dtype\":\"F32\"}}", 0), "tensor w has no dtype, shape or data_offsets");
        refused(
                withHeader("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 7),
                "tensor w lies beyond the end");
        refused(
                withHeader("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", 8),
                "tensor w lies beyond the end");
        refused(
                withHeader("{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8),
                "3 values in 8 bytes");
        refused(withHeader("{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8), "tensor w");
    }
}
