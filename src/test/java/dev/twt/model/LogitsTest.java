package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogitsTest {
    @TempDir
    Path folder;

    static Stream<TinyShape> shapes() {
        return Stream.of(
                TinyShape.LLAMA,
                TinyShape.TIED_LLAMA,
                TinyShape.QWEN2,
                TinyShape.UNTIED_QWEN2,
                TinyShape.QWEN3,
                TinyShape.GEMMA);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldEqualAPlainForwardPassFromAFolder(TinyShape shape) {
        TinyModel model = TinyModel.random(shape, 1);
        try (CausalLm lm = load(TinyFolder.write(model, folder.resolve("model")))) {
            assertAgrees(lm, model, 31);
        }
    }

    /** Logits are computed in pieces of 128 positions. */
    @ParameterizedTest
    @MethodSource("shapes")
    void shouldEqualAPlainForwardPassOverSeveralPieces(TinyShape shape) {
        TinyModel model = TinyModel.random(shape.withContext(400), 4);
        try (CausalLm lm = load(TinyFolder.write(model, folder.resolve("model")))) {
            assertAgrees(lm, model, 270);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldGiveThoseOfTheLastPositionsAlone(TinyShape shape) {
        TinyModel model = TinyModel.random(shape.withContext(400), 4);
        int[] ids = ids(270, 9);
        try (CausalLm lm = load(TinyFolder.write(model, folder.resolve("model")))) {
            float[][] all = lm.logits(ids);
            for (int from : new int[] {1, 127, 128, 200, 256, 269}) {
                float[][] last = lm.logits(ids, from);
                assertThat(last).hasNumberOfRows(270 - from);
                for (int i = 0; i < last.length; i++) {
                    assertThat(last[i]).containsExactly(all[from + i], within(1e-4f));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldEqualAPlainForwardPassFromAGgufFile(TinyShape shape) {
        TinyModel model = TinyModel.random(shape, 2);
        try (CausalLm lm = load(TinyGguf.write(model, folder.resolve("model.gguf")))) {
            assertAgrees(lm, model, 31);
        }
    }

    /** bfloat16 keeps 8 bits: 1 part in 256 of each number, which sums of many mostly level out. */
    @ParameterizedTest
    @MethodSource("shapes")
    void shouldComeNearInBfloat16(TinyShape shape) {
        Path path = TinyFolder.write(TinyModel.random(shape, 5), folder.resolve("model"));
        int[] ids = ids(12, 6);
        try (CausalLm exact = load(path);
                CausalLm coarse = CausalLms.load(new ModelSpec(path, "", "bfloat16", null))) {
            float[] expected = exact.logits(ids)[11];
            float[] found = coarse.logits(ids)[11];
            double difference = 0;
            double size = 0;
            for (int v = 0; v < expected.length; v++) {
                difference += Math.pow(found[v] - expected[v], 2);
                size += Math.pow(expected[v], 2);
            }
            assertThat(Math.sqrt(difference / size)).isBetween(1e-5, 0.15);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldBeTheSameFromAFolderAndAGgufFile(TinyShape shape) {
        TinyModel model = TinyModel.random(shape, 3);
        int[] ids = ids(20, 4);
        try (CausalLm one = load(TinyFolder.write(model, folder.resolve("model")));
                CausalLm other = load(TinyGguf.write(model, folder.resolve("model.gguf")))) {
            float[][] expected = one.logits(ids);
            float[][] found = other.logits(ids);
            for (int t = 0; t < ids.length; t++) {
                assertThat(found[t]).containsExactly(expected[t], within(1e-4f));
            }
        }
    }

    private static void assertAgrees(CausalLm lm, TinyModel model, int length) {
        int[] ids = ids(length, 9);
        double[][] expected = new PlainForward(model).logits(ids);
        float[][] found = lm.logits(ids);
        double largest = 0;
        double scale = 0;
        for (int t = 0; t < ids.length; t++) {
            for (int v = 0; v < expected[t].length; v++) {
                largest = Math.max(largest, Math.abs(expected[t][v] - found[t][v]));
                scale = Math.max(scale, Math.abs(expected[t][v]));
            }
        }
        assertThat(scale).isGreaterThan(1);
        assertThat(largest).isLessThan(1e-4);
    }

    static int[] ids(int length, long seed) {
        return new Random(seed).ints(length, 0, 256).toArray();
    }

    static CausalLm load(Path path) {
        return CausalLms.load(new ModelSpec(path, "", "float32", null));
    }
}
