package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsageSharesTest {
    private static int[] of(int total, int[] counted, int... lengths) {
        return UsageShares.of(total, counted, lengths);
    }

    private static int[] none(int answers) {
        return new int[answers];
    }

    @Test
    void shouldTakeTheAnswersOwnCountsWhereTheyFit() {
        assertThat(of(12, new int[] {9, 1, 2}, 5, 50, 5)).containsExactly(9, 1, 2);
    }

    @Test
    void shouldGoByLengthWhereTheCountsDoNotFit() {
        assertThat(of(12, new int[] {9, 1, 1}, 10, 10, 40)).containsExactly(2, 2, 8);
        assertThat(of(12, new int[] {12, 0, 0}, 10, 10, 40)).containsExactly(2, 2, 8);
    }

    @Test
    void shouldGiveWhatIsLeftToTheLargestRemainders() {
        assertThat(of(10, none(3), 33, 33, 34)).containsExactly(3, 3, 4);
        assertThat(of(11, none(3), 1, 1, 1)).containsExactly(4, 4, 3);
    }

    @Test
    void shouldGiveEveryAnswerWithATextAtLeastOne() {
        assertThat(of(10, none(3), 1000, 1, 1)).containsExactly(8, 1, 1);
        assertThat(of(10, none(3), 1000, 0, 1)).containsExactly(9, 0, 1);
        assertThat(of(2, none(3), 1000, 1, 1)).as("there are too few").containsExactly(1, 1, 0);
    }

    @Test
    void shouldDivideWhatNoTextExplains() {
        assertThat(of(7, none(2), 0, 0)).containsExactly(4, 3);
        assertThat(of(0, none(2), 0, 5)).containsExactly(0, 0);
        assertThat(of(7, none(1), 0)).containsExactly(7);
    }

    @Test
    void shouldAlwaysAddUpToTheTotal() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            int[] lengths = random.ints(1 + random.nextInt(8), 0, 50_000).toArray();
            int total = random.nextInt(200_000);
            int[] shares = UsageShares.of(total, new int[lengths.length], lengths);

            assertThat(Arrays.stream(shares).sum()).isEqualTo(total);
            assertThat(Arrays.stream(shares).min().orElseThrow()).isNotNegative();
        }
    }
}
