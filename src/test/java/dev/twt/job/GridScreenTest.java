package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GridScreenTest {
    @Test
    void shouldSayHowFarAllStudentsAre() {
        assertThat(new GridScreen.Progress(20, 3, 0, 2, 5_120, 61_000, 0, 125).line())
                .isEqualTo(
                        "grid | 3 of 20 students done, 2 running: 5,120 of 61,000 steps, 41.0 steps/s, 22 min 45 s left");
    }

    @Test
    void shouldSayWhatFailedAndPromiseNothingBeforeTheFirstStep() {
        assertThat(new GridScreen.Progress(4, 0, 1, 0, 0, 400, 0, 2).line())
                .isEqualTo("grid | 0 of 4 students done, 0 running, 1 failed: 0 of 400 steps");
    }
}
