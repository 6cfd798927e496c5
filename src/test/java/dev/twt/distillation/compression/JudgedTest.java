package dev.twt.distillation.compression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.task.Question;
import dev.twt.task.Tasks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JudgedTest {
    private static final Question SUM = Question.of("What is 2 / 3, and why?");
    private static final String TEXT = "Two is shared by three.\nThe answer is 2/3.";

    private static Judged judged(String outcome, String text, String thoughts, Integer tokens, int budget) {
        return Judged.of(
                Tasks.named("math"),
                new Judged.Reply(outcome, text, thoughts, tokens),
                new Judged.Wanted(SUM, "2/3", 20, budget));
    }

    private static Verdict verdict(String text, int budget) {
        return judged("answered", text, null, text.length() / 4, budget).verdict();
    }

    @Test
    void shouldAcceptTheSameAnswerWithinTheBudget() {
        Judged judged = judged("answered", TEXT, "Two is shared by three.", 10, 6);

        assertThat(judged).isEqualTo(new Judged("Two is shared by three.", "2/3", 6, Verdict.ACCEPTED));
    }

    @Test
    void shouldTakeAnswersThatMeanTheSame() {
        assertThat(verdict("Two by three.\nThe answer is 0.67.", 20)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void shouldTellLongFromTooLong() {
        assertThat(verdict(TEXT, 5)).isEqualTo(Verdict.OVER_BUDGET);
        assertThat(verdict("Two is shared by three. ".repeat(4) + "\nThe answer is 2/3.", 5))
                .isEqualTo(Verdict.NOT_SHORTER);
    }

    @Test
    void shouldRejectWhatDoesNotLeadToTheAnswer() {
        assertThat(verdict("Two by three.\nThe answer is 3/2.", 20)).isEqualTo(Verdict.OTHER_ANSWER);
        assertThat(verdict("I would rather not say what it is or may be", 20)).isEqualTo(Verdict.NO_ANSWER);
        assertThat(verdict("The answer is 2/3.", 20)).isEqualTo(Verdict.EMPTY);
        assertThat(verdict("", 20)).isEqualTo(Verdict.NO_ANSWER);
    }

    @Test
    void shouldRejectWhatDidNotEndWell() {
        assertThat(judged("truncated", TEXT, null, 10, 20).verdict()).isEqualTo(Verdict.TRUNCATED);
        assertThat(judged("refused", TEXT, null, 10, 20).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judged("refused", null, null, null, 20).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(judged("failed", null, null, null, 20).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void shouldNotCountThoughtsThatCameApart() {
        String thoughts = "I have to make this shorter. ".repeat(20);
        int counted = (TEXT.length() + thoughts.length()) / 4;

        assertThat(judged("answered", TEXT, thoughts, counted, 6).tokens()).isEqualTo(6);
        // A provider that hides what it thought counts more tokens than there are characters.
        assertThat(judged("answered", TEXT, null, 5_000, 6).tokens()).isEqualTo(6);
    }

    @Test
    void shouldReadBackEveryVerdict() {
        assertThat(Arrays.stream(Verdict.values()).map(v -> Verdict.of(v.text())))
                .containsExactly(Verdict.values());
    }
}
