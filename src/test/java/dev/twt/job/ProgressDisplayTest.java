package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.generation.GenerationProgress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final Captured out = new Captured();
    private long now = 5_000;

    private ProgressDisplay lines() {
        return new ProgressDisplay(new LinePainter(out.stream()), () -> now);
    }

    private ProgressDisplay block(int width) {
        return new ProgressDisplay(new BlockPainter(out.stream(), width), () -> now);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static GenerationProgress small(long recorded, long answered, long failed, long tokens) {
        return new GenerationProgress("small", 50, recorded, answered, 0, 0, failed, 0, tokens, 0, 0);
    }

    @Test
    void shouldPrintALineAtMostEveryTenSecondsAndAtTheEnd() {
        try (ProgressDisplay display = lines()) {
            for (int i = 0; i <= 25; i++) {
                display.onProgress(List.of(small(0, i, 0, i * 100L)));
                pass(1000);
            }
        }

        assertThat(out.text().lines())
                .containsExactly(
                        "small: 0 of 50 (0%)",
                        "small: 10 of 50 (20%), 1.0 answers/s, 100 tokens/s, 40 s left",
                        "small: 20 of 50 (40%), 1.0 answers/s, 100 tokens/s, 30 s left",
                        "small: 25 of 50 (50%), 1.0 answers/s, 100 tokens/s, 25 s left");
    }

    @Test
    void shouldPrintNothingAtTheEndThatWasSeenAlready() {
        ProgressDisplay display = lines();
        display.onProgress(List.of(small(50, 0, 0, 0)));
        display.close();
        display.close();
        display.onProgress(List.of(small(50, 0, 0, 0)));

        assertThat(out.text()).isEqualTo("small: 50 of 50 (100%)\n");
    }

    @Test
    void shouldPrintNothingWhereNothingWasTold() {
        lines().close();

        assertThat(out.text()).isEmpty();
    }

    @Test
    void shouldNotCountRecordedAnswersAsSpeed() {
        try (ProgressDisplay display = lines()) {
            display.onProgress(List.of(small(30, 0, 0, 0)));
            pass(10_000);
            display.onProgress(List.of(small(30, 5, 0, 50)));
        }

        assertThat(out.text()).contains("small: 35 of 50 (70%), 0.5 answers/s, 5.0 tokens/s, 30 s left");
    }

    @Test
    void shouldTellTheSpeedOfTheLastMinute() {
        try (ProgressDisplay display = lines()) {
            display.onProgress(List.of(small(0, 0, 0, 0)));
            for (int i = 1; i <= 7; i++) {
                pass(100_000);
                display.onProgress(List.of(small(0, i, 0, i)));
            }
            pass(1_000);
            display.onProgress(List.of(small(0, 27, 0, 2007)));
        }

        assertThat(out.text()).endsWith("27 of 50 (54%), 20 answers/s, 2000 tokens/s, 2 s left\n");
    }

    @Test
    void shouldCountWhatWasLost() {
        try (ProgressDisplay display = lines()) {
            display.onProgress(List.of(new GenerationProgress("small", 10, 0, 4, 1, 2, 3, 0, 0, 0, 0)));
        }

        assertThat(out.text()).isEqualTo("small: 10 of 10 (100%), 1 truncated, 2 refused, 3 failed\n");
    }

    @Test
    void shouldNotSayAHundredPercentBeforeTheEnd() {
        try (ProgressDisplay display = lines()) {
            display.onProgress(List.of(new GenerationProgress("a", 1000, 0, 999, 0, 0, 0, 0, 0, 0, 0)));
        }

        assertThat(out.text()).isEqualTo("a: 999 of 1000 (99%)\n");
    }

    @Test
    void shouldTakeATeacherWithoutRequestsForDone() {
        try (ProgressDisplay display = lines()) {
            display.onProgress(List.of(new GenerationProgress("a", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
        }

        assertThat(out.text()).isEqualTo("a: 0 of 0 (100%)\n");
    }

    @Test
    void shouldDrawABarATeacherAndRedrawInPlace() {
        try (ProgressDisplay display = block(100)) {
            display.onProgress(List.of(small(0, 0, 0, 0), other(0)));
            pass(10_000);
            display.onProgress(List.of(small(0, 25, 1, 1000), other(4)));
        }

        assertThat(out.text())
                .isEqualTo("\r\u001b[J"
                        + "small  [------------------------]   0% 0/50\n"
                        + "\n"
                        + "larger [------------------------]   0% 0/4\n"
                        + "\n"
                        + "\u001b[4A\r\u001b[J"
                        + "small  [############------------]  52% 26/50  1 failed\n"
                        + "       2.6 answers/s, 100 tokens/s, 10 s left\n"
                        + "larger [########################] 100% 4/4\n"
                        + "       0.4 answers/s, 0.0 tokens/s\n");
    }

    private static GenerationProgress other(long answered) {
        return new GenerationProgress("larger", 4, 0, answered, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shouldRedrawAtMostFiveTimesASecond() {
        try (ProgressDisplay display = block(80)) {
            for (int i = 0; i < 100; i++) {
                display.onProgress(List.of(small(0, i / 2, 0, 0)));
                pass(10);
            }
        }

        assertThat(out.text().split("\u001b\\[J", -1)).hasSize(1 + 5 + 1);
    }

    @Test
    void shouldNeverWriteALineThatWraps() {
        try (ProgressDisplay display = block(40)) {
            display.onProgress(List.of(new GenerationProgress("n".repeat(60), 1_000_000, 0, 5, 6, 7, 8, 0, 0, 0, 0)));
        }

        assertThat(out.text().replace("\r\u001b[J", "").lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
    }

    @Test
    void shouldBeSilentWhereTheUserAskedForQuiet() {
        Console console = new Console(out.stream(), out.stream(), true, Terminal.NONE);
        try (ProgressDisplay display = console.progress()) {
            display.onProgress(List.of(small(0, 1, 0, 0)));
        }
        console.say("summary");

        assertThat(out.text()).isEqualTo("summary" + System.lineSeparator());
    }

    @Test
    void shouldChooseLinesOrABlockByTheTerminal() {
        try (ProgressDisplay display = new Console(out.stream(), out.stream(), false, Terminal.NONE).progress()) {
            display.onProgress(List.of(small(0, 1, 0, 0)));
        }
        assertThat(out.text()).startsWith("small: 1 of 50");

        Terminal terminal = new Terminal(true, 80);
        try (ProgressDisplay display = new Console(out.stream(), out.stream(), false, terminal).progress()) {
            display.onProgress(List.of(small(0, 1, 0, 0)));
        }
        assertThat(out.text()).contains("small [---");
    }

    private static GenerationProgress paid(long answered, double usd, double left) {
        return new GenerationProgress("paid", 100, 0, answered, 0, 0, 0, 0, 0, 3, usd, 7, left);
    }

    @Test
    void shouldTellMoneySpentAndLeftAndWhatItWillCome() {
        try (ProgressDisplay display = lines()) {
            display.onProgress(List.of(paid(0, 0, 5)));
            pass(10_000);
            display.onProgress(List.of(paid(20, 1.5, 3.5)));
        }

        assertThat(out.text())
                .endsWith("paid: 20 of 100 (20%), 2.0 answers/s, 0.0 tokens/s, 40 s left,"
                        + " 1.50 $ spent, 3.50 $ left, about 7.50 $ in the end, 3 times too fast for it\n");
    }

    @Test
    void shouldTellTheMoneyBelowTheBar() {
        try (ProgressDisplay display = block(100)) {
            display.onProgress(List.of(paid(20, 0.25, GenerationProgress.UNLIMITED)));
        }

        assertThat(out.text()).endsWith("     0.2500 $ spent, about 1.25 $ in the end\n");
    }

    @Test
    void shouldPutAllTeachersIntoOneLineOfTheLog() {
        TeacherState one = new TeacherState(paid(20, 1.5, 3.5), 2, 30);
        TeacherState other = new TeacherState(other(4), 0, 0);

        assertThat(ProgressLog.line(List.of(one, other)))
                .isEqualTo("paid: 20 of 100 (20%), 2.0 answers/s, 30 tokens/s, 40 s left, 1.50 $ spent, 3.50 $ left,"
                        + " about 7.50 $ in the end, 3 times too fast for it, 7 in flight;"
                        + " larger: 4 of 4 (100%), 0 in flight");
    }
}
