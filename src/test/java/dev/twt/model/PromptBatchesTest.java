package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptBatchesTest {
    @Test
    void shouldReadPromptsOfLikeLengthTogether() {
        assertThat(PromptBatches.of(new int[] {100, 90, 95, 10, 11}))
                .containsExactly(new int[] {100, 90, 95}, new int[] {10, 11});
    }

    @Test
    void shouldKeepACallWithinItsTokens() {
        int half = PromptBatches.MOST_TOKENS / 2;
        assertThat(PromptBatches.of(new int[] {half, half, half})).hasSize(2);
        assertThat(PromptBatches.of(new int[] {3 * half, 3 * half})).hasSize(2);
    }

    @Test
    void shouldNeedNoCallForNoPrompts() {
        assertThat(PromptBatches.of(new int[0])).isEqualTo(List.of());
    }
}
