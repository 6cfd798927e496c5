package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptBatchTest {
    /** A prompt that shares its first tokens with every other one made with at least so many. */
    private static int[] prompt(int length, int shared, int own) {
        return IntStream.range(0, length)
                .map(i -> i < shared ? i : 1_000 * own + i)
                .toArray();
    }

    @Test
    void shouldReadPromptsOfLikeLengthTogether() {
        List<int[]> waiting = List.of(prompt(100, 0, 1), prompt(90, 0, 2), prompt(95, 0, 3), prompt(10, 0, 4));
        assertThat(PromptBatch.next(waiting, List.of())).isEqualTo(new PromptBatch(List.of(0, 0, 0), 0));
    }

    @Test
    void shouldKeepACallWithinItsTokens() {
        int half = PromptBatch.MOST_TOKENS / 2;
        assertThat(PromptBatch.next(List.of(prompt(half, 0, 1), prompt(half, 0, 2), prompt(half, 0, 3)), List.of())
                        .size())
                .isEqualTo(2);
        assertThat(PromptBatch.next(List.of(prompt(3 * half, 0, 1), prompt(3 * half, 0, 2)), List.of())
                        .size())
                .isEqualTo(1);
    }

    @Test
    void shouldReadASharedBeginningOnce() {
        List<int[]> waiting = List.of(prompt(120, 80, 1), prompt(120, 80, 2), prompt(120, 80, 3));

        assertThat(PromptBatch.next(waiting, List.of())).isEqualTo(new PromptBatch(List.of(0), 0));
        assertThat(PromptBatch.next(waiting.subList(1, 3), waiting.subList(0, 1)))
                .isEqualTo(new PromptBatch(List.of(0, 0), 80));
    }

    @Test
    void shouldTakeTheBeginningFromTheSequenceThatSharesMost() {
        int[] sample = prompt(120, 80, 2);
        List<int[]> cached = List.of(prompt(90, 40, 1), sample, prompt(100, 80, 3));

        assertThat(PromptBatch.next(List.of(sample), cached)).isEqualTo(new PromptBatch(List.of(1), 119));
    }

    @Test
    void shouldReadSamplesOfOneQuestionAfterItsFirst() {
        int[] one = prompt(120, 80, 1);
        int[] other = prompt(120, 80, 2);
        List<int[]> cached = List.of(prompt(120, 80, 9));

        assertThat(PromptBatch.next(List.of(one, other, one), cached)).isEqualTo(new PromptBatch(List.of(0, 0), 80));
        assertThat(PromptBatch.next(List.of(one, one, other), cached)).isEqualTo(new PromptBatch(List.of(0), 80));
        assertThat(PromptBatch.next(List.of(one, one, other), List.of(cached.get(0), one)))
                .isEqualTo(new PromptBatch(List.of(1, 1), 119));
    }

    @Test
    void shouldReadWhatIsSharedByChanceRatherThanSplitACall() {
        List<int[]> cached = List.of(prompt(150, 100, 9), prompt(150, 110, 8));
        List<int[]> waiting = List.of(prompt(150, 100, 1), prompt(150, 110, 2), prompt(150, 104, 3));

        PromptBatch batch = PromptBatch.next(waiting, cached);
        assertThat(batch.size()).isEqualTo(3);
        assertThat(batch.start()).isEqualTo(100);
        for (int i = 0; i < 3; i++) {
            assertThat(Arrays.copyOf(cached.get(batch.donors().get(i)), 100))
                    .containsExactly(Arrays.copyOf(waiting.get(i), 100));
        }
    }

    @Test
    void shouldNotCopyAFewTokens() {
        int[] cached = prompt(50, PromptBatch.LEAST_SHARED - 1, 1);
        assertThat(PromptBatch.next(List.of(prompt(50, 40, 2)), List.of(cached)).start())
                .isZero();
    }
}
