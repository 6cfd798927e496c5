package dev.twt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.model.tuning.TokenExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final int[] LENGTHS = new Random(3).ints(1003, 5, 500).toArray();

    private static List<List<Integer>> lists(List<int[]> batches) {
        return batches.stream()
                .map(batch -> IntStream.of(batch).boxed().toList())
                .toList();
    }

    @Test
    void shouldHaveEachExampleOnceInAnEpoch() {
        Batches batches = Batches.alike(LENGTHS, 8, 1);
        List<int[]> epoch = batches.of(0);

        assertThat(epoch).hasSize(batches.count()).hasSize(126);
        assertThat(epoch.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1003).toArray());
    }

    @Test
    void shouldDependOnSeedAndEpochAlone() {
        List<List<Integer>> once = lists(Batches.alike(LENGTHS, 8, 1).of(2));

        assertThat(lists(Batches.alike(LENGTHS, 8, 1).of(2))).isEqualTo(once);
        assertThat(lists(Batches.alike(LENGTHS, 8, 1).of(3))).isNotEqualTo(once);
        assertThat(lists(Batches.alike(LENGTHS, 8, 2).of(2))).isNotEqualTo(once);
    }

    @Test
    void shouldHaveExamplesOfLikeLengthTogether() {
        long padded = Batches.alike(LENGTHS, 8, 1).of(0).stream()
                .mapToLong(batch -> (long) batch.length
                        * IntStream.of(batch).map(i -> LENGTHS[i]).max().orElseThrow())
                .sum();
        long real = IntStream.of(LENGTHS).asLongStream().sum();

        assertThat(padded / (double) real).isLessThan(1.05);
    }

    @Test
    void shouldCutABatchIntoPiecesThatFit() {
        int[] lengths = {10, 90, 30, 200, 31, 8};
        List<int[]> pieces = Batches.alike(lengths, 6, 1).pieces(new int[] {0, 1, 2, 3, 4, 5}, 100);

        assertThat(lists(pieces)).containsExactly(List.of(3), List.of(1), List.of(4, 2, 0), List.of(5));
    }

    @Test
    void shouldMixObjectivesWhateverTheirLengths() {
        List<LabelledExample> examples = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int length = i % 2 == 0 ? 4 : 80;
            examples.add(new LabelledExample("q" + i, new TokenExample(new int[length], 2, 1)));
        }
        TokenSet one = new TokenSet(examples, List.of(), false);
        TokenSet several = new TokenSet(examples, List.of(), true);

        assertThat(Batches.of(several, 8, 1).of(0).stream().filter(BatchesTest::isMixed))
                .hasSizeGreaterThan(40);
        assertThat(Batches.of(one, 8, 1).of(0).stream().filter(BatchesTest::isMixed))
                .hasSizeLessThan(5);
    }

    private static boolean isMixed(int[] batch) {
        return IntStream.of(batch).map(place -> place % 2).distinct().count() == 2;
    }
}
