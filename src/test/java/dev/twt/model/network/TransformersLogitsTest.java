package dev.twt.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.SafetensorsFolder;
import dev.twt.model.file.Weights;
import dev.twt.model.torch.TorchDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logits that transformers gave for three texts of different lengths ({@code src/test/python/training_fixtures.py} wrote
 * them down), by every way in which this program reads a text.
 */
class TransformersLogitsTest {
    private static final int FIRST = 3;

    private Network network;
    private JsonNode expected;

    private Network open(String family) throws Exception {
        Path folder = Path.of(TransformersLogitsTest.class
                .getResource("/dev/twt/model/tuning/" + family)
                .toURI());
        expected = new ObjectMapper().readTree(Files.readString(folder.resolve("logits.json")));
        try (Weights weights = SafetensorsFolder.open(folder)) {
            Architecture architecture = FolderArchitecture.read(folder, weights);
            Checkpoint checkpoint = Checkpoint.ofFolder(folder.toString(), weights, architecture);
            return Network.load(architecture, checkpoint, Dtype.FLOAT32, TorchDevice.CPU);
        }
    }

    private long[] ids(int text) {
        return IntStream.range(0, expected.path("texts").path(text).path("ids").size())
                .mapToLong(i ->
                        expected.path("texts").path(text).path("ids").path(i).asLong())
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3"})
    void shouldBeThoseOfTransformersForWholeTexts(String family) throws Exception {
        try (Network opened = open(family)) {
            network = opened;
            for (int text = 0; text < 3; text++) {
                long[] ids = ids(text);
                try (KeyValueCache cache = network.newCache()) {
                    assertAgrees(text, 0, read(cache, ids, ids.length, 0, 0));
                }
            }
        }
    }

    /** Two texts side by side in rows that are not the first ones, the shorter one padded at its end. */
    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3"})
    void shouldBeThoseOfTransformersForPaddedRows(String family) throws Exception {
        try (Network opened = open(family);
                KeyValueCache cache = opened.newCache()) {
            network = opened;
            int columns = ids(0).length;
            long[] rows = new long[2 * columns];
            System.arraycopy(ids(2), 0, rows, 0, ids(2).length);
            System.arraycopy(ids(0), 0, rows, columns, columns);
            float[][] logits = read(cache, rows, columns, 2, 0);
            assertAgrees(2, 0, List.of(logits).subList(0, ids(2).length).toArray(float[][]::new));
            assertAgrees(0, 0, List.of(logits).subList(columns, 2 * columns).toArray(float[][]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3"})
    void shouldBeThoseOfTransformersForPiecesOfAText(String family) throws Exception {
        try (Network opened = open(family);
                KeyValueCache cache = opened.newCache()) {
            network = opened;
            long[] ids = ids(0);
            for (int start = 0; start < ids.length; start += 9) {
                int count = Math.min(9, ids.length - start);
                long[] piece = LongStream.of(ids).skip(start).limit(count).toArray();
                assertAgrees(0, start, read(cache, piece, count, 1, start));
            }
        }
    }

    /** Rows that stand at different places of their texts, a token each at a time. */
    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3"})
    void shouldBeThoseOfTransformersTokenByToken(String family) throws Exception {
        try (Network opened = open(family);
                KeyValueCache cache = opened.newCache()) {
            network = opened;
            for (int text = 0; text < 3; text++) {
                long[] start = LongStream.of(ids(text)).limit(FIRST + 2L * text).toArray();
                assertAgrees(text, 0, read(cache, start, start.length, text, 0));
            }
            for (int step = 0; step < ids(0).length - FIRST; step++) {
                next(cache, step);
            }
        }
    }

    /** The texts become shorter from row to row, so those that are not at their end are the first rows. */
    private void next(KeyValueCache cache, int step) {
        List<Long> ids = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (int text = 0; text < 3; text++) {
            int position = FIRST + 2 * text + step;
            if (position < ids(text).length) {
                ids.add(ids(text)[position]);
                positions.add((long) position);
            }
        }
        long[] at = positions.stream().mapToLong(Long::longValue).toArray();
        try (Logits logits =
                network.next(cache, ids.stream().mapToLong(Long::longValue).toArray(), at)) {
            float[][] found = logits.toArrays();
            for (int text = 0; text < found.length; text++) {
                assertAgrees(text, Math.toIntExact(at[text]), new float[][] {found[text]});
            }
        }
    }

    private float[][] read(KeyValueCache cache, long[] ids, int columns, int row, int start) {
        long[] every = LongStream.range(0, ids.length).toArray();
        try (Logits logits = network.read(cache, ids, columns, row, start, every)) {
            return logits.toArrays();
        }
    }

    private void assertAgrees(int text, int from, float[][] found) {
        JsonNode truth = expected.path("texts").path(text);
        double largest = 0;
        double scale = 0;
        for (int t = 0; t < found.length; t++) {
            for (int i = 0; i < expected.path("places").size(); i++) {
                double value = truth.path("logits").path(from + t).path(i).asDouble();
                double logit = found[t][expected.path("places").path(i).asInt()];
                largest = Math.max(largest, Math.abs(value - logit));
                scale = Math.max(scale, Math.abs(value));
            }
            largest =
                    Math.max(largest, Math.abs(truth.path("sums").path(from + t).asDouble() - logSumExp(found[t])));
        }
        assertThat(largest).isLessThan(1e-4);
        assertThat(scale).isGreaterThan(0.5);
    }

    private static double logSumExp(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum);
    }
}
