package dev.twt.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.EmbeddingConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model in the jar, against numbers computed once in Python (onnxruntime and tokenizers, one text at a time). */
class MiniLmTest {
    private static final String PRODUCT = "Six multiplied by seven gives 42, so the answer is 42.";
    private static final String SAME = "The answer is 42 because six times seven equals forty two.";
    private static final String PARIS = "Paris is the capital of France.";
    private static final String LEAVES = "Photosynthesis turns light into chemical energy in plants.";
    private static final String LONG = IntStream.range(0, 60)
            .mapToObj(i -> "step %d: add %d and %d to get %d.".formatted(i, i, i + 1, 2 * i + 1))
            .collect(Collectors.joining(" "));

    private static Embedder embedder;

    @BeforeAll
    static void open() {
        embedder = OnnxEmbedder.open(new EmbeddingConfig("minilm", "", 256, 8));
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void shouldEqualTheReferenceVectors() {
        float[][] vectors = embedder.embed(List.of(PRODUCT, PARIS, "", LONG));
        assertThat(embedder.dimensions()).isEqualTo(384);
        assertStart(vectors[0], 0.0331f, 0.033501f, -0.045312f, 0.068786f, -0.088781f, 0.041415f);
        assertStart(vectors[1], 0.100705f, 0.037153f, 0.028226f, -0.041668f, 0.067192f, -0.047736f);
        assertStart(vectors[2], -0.118838f, 0.048299f, -0.002548f, -0.011011f, 0.051951f, 0.010292f);
        assertStart(vectors[3], -0.007938f, 0.032863f, -0.026406f, -0.07485f, -0.087765f, 0.026867f);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0.88314", "0, 2, 0.04593", "0, 3, 0.08031", "1, 3, 0.04205", "2, 3, -0.0278"})
    void shouldEqualTheReferenceSimilarities(int left, int right, double cosine) {
        float[][] vectors = embedder.embed(List.of(PRODUCT, SAME, PARIS, LEAVES));
        assertThat(cosine(vectors[left], vectors[right])).isCloseTo(cosine, Offset.offset(1e-4));
    }

    @Test
    void shouldNotDependOnTheTextsBesideAText() {
        List<String> texts = new ArrayList<>(List.of(PRODUCT, SAME, PARIS, LEAVES, "", LONG));
        for (int words = 1; words < 40; words++) {
            texts.add(words(words));
        }
        Collections.shuffle(texts, new Random(7));
        float[][] together = embedder.embed(texts);
        for (int i = 0; i < texts.size(); i++) {
            float[] alone = embedder.embed(List.of(texts.get(i)))[0];
            assertThat(together[i]).containsExactly(alone, Offset.offset(1e-5f));
        }
    }

    @Test
    void shouldCutLongTextsAt256TokensAndNotAtTheExports128() {
        String[] words = LONG.split(" ");
        String half = String.join(" ", Arrays.copyOf(words, words.length / 4));
        float[][] vectors = embedder.embed(List.of(LONG, LONG + " and a tail that nobody reads", half));
        assertThat(cosine(vectors[0], vectors[1])).isCloseTo(1, Offset.offset(1e-9));
        assertThat(cosine(vectors[0], vectors[2])).isLessThan(0.999);
    }

    @Test
    void shouldGiveUnitVectors() {
        for (float[] vector : embedder.embed(List.of(PRODUCT, "", LONG))) {
            assertThat(dot(vector, vector)).isCloseTo(1, Offset.offset(1e-6));
        }
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "word" + i * 37 % 11).collect(Collectors.joining(" "));
    }

    private static void assertStart(float[] vector, float... start) {
        assertThat(Arrays.copyOf(vector, start.length)).containsExactly(start, Offset.offset(1e-5f));
    }

    private static double cosine(float[] left, float[] right) {
        return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
    }

    private static double dot(float[] left, float[] right) {
        return IntStream.range(0, left.length)
                .mapToDouble(i -> (double) left[i] * right[i])
                .sum();
    }
}
