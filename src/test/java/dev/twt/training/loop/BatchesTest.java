package dev.twt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

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
        Batches batches = new Batches(LENGTHS, 8, 1);
        List<int[]> epoch = batches.of(0);

        assertThat(epoch).hasSize(batches.count()).hasSize(126);
        assertThat(epoch.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1003).toArray());
    }

    @Test
    void shouldDependOnSeedAndEpochAlone() {
        List<List<Integer>> once = lists(new Batches(LENGTHS, 8, 1).of(2));

        assertThat(lists(new Batches(LENGTHS, 8, 1).of(2))).isEqualTo(once);
        assertThat(lists(new Batches(LENGTHS, 8, 1).of(3))).isNotEqualTo(once);
        assertThat(lists(new Batches(LENGTHS, 8, 2).of(2))).isNotEqualTo(once);
    }

    @Test
    void shouldHaveExamplesOfLikeLengthTogether() {
        long padded = new Batches(LENGTHS, 8, 1)
                .of(0).stream()
                        .mapToLong(batch -> (long) batch.length
                                * IntStream.of(batch).map(i -> LENGTHS[i]).max().orElseThrow())
                        .sum();
        long real = IntStream.of(LENGTHS).asLongStream().sum();

        assertThat(padded / (double) real).isLessThan(1.05);
    }

    @Test
    void shouldCutABatchIntoPiecesThatFit() {
        int[] lengths = {10, 90, 30, 200, 31, 8};
        List<int[]> pieces = new Batches(lengths, 6, 1).pieces(new int[] {0, 1, 2, 3, 4, 5}, 100);

        assertThat(lists(pieces)).containsExactly(List.of(3), List.of(1), List.of(4, 2, 0), List.of(5));
    }
}
