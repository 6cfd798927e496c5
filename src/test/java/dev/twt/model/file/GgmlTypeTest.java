package dev.twt.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GgmlTypeTest {
    @TempDir
    Path folder;

    /** The numbers are those of gguf-py: see src/test/python/make_ggml_blocks.py. */
    @ParameterizedTest
    @EnumSource(GgmlType.class)
    void shouldGiveTheNumbersOfGgufPy(GgmlType type) throws IOException {
        JsonNode fixture;
        try (InputStream in = GgmlTypeTest.class.getResourceAsStream("ggml-blocks.json")) {
            fixture = new ObjectMapper().readTree(in).path(type.name());
        }
        ByteBuffer floats =
                ByteBuffer.wrap(fixture.path("floats").binaryValue()).order(ByteOrder.LITTLE_ENDIAN);
        float[] expected = new float[floats.remaining() / 4];
        floats.asFloatBuffer().get(expected);
        Path path = new GgufBytes()
                .tensor("w", type.id(), fixture.path("bytes").binaryValue(), expected.length)
                .write(folder.resolve("m.gguf"));
        try (GgufFile file = GgufFile.open(path)) {
            assertThat(file.weights().read("w")).hasSizeGreaterThan(15).containsExactly(expected);
        }
    }

    @Test
    void shouldFollowThePlainFormulaOfQ4() {
        ByteBuffer block = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        block.putShort((short) 0x3800); // 0.5
        for (int i = 0; i < 16; i++) {
            block.put((byte) (i | (15 - i) << 4));
        }
        float[] out = new float[32];
        SmallBlocks.q4_0(block, 1, out, 0);
        for (int i = 0; i < 16; i++) {
            assertThat(out[i]).isEqualTo(0.5f * (i - 8));
            assertThat(out[i + 16]).isEqualTo(0.5f * (15 - i - 8));
        }
    }
}
