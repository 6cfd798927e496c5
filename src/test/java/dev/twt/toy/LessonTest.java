package dev.twt.toy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.task.Extraction;
import dev.twt.task.Tasks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LessonTest {
    private static final Chain CHAIN =
            new Chain(3, List.of(new Operation('+', 4), new Operation('*', 7), new Operation('+', 5)));

    private static Extraction read(String reply) {
        return Tasks.named(Tasks.MATH).extract(reply, CHAIN.question());
    }

    @Test
    void shouldTeachAnswersThatAreReadAsATeachersAre() {
        Extraction read = read(
                Lesson.confidence(CHAIN, Lesson.answer(CHAIN).reply(), "0.97").reply());

        assertThat(read.rationale()).isEqualTo(CHAIN.rationale());
        assertThat(read.answer()).isEqualTo("4");
        assertThat(read.confidence()).hasValue(0.97);
    }

    @Test
    void shouldTeachToLeaveFirstStepsOutWithinTheBudget() {
        SplittableRandom random = new SplittableRandom(1);
        Set<String> shorter = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Lesson lesson = Lesson.rewrite(CHAIN, random);
            String prompt = lesson.messages().get(0).content();
            Extraction read = read(lesson.reply());
            int budget = Integer.parseInt(prompt.replaceAll("(?s).*\\(about (\\d+) tokens\\).*", "$1"));
            assertThat(prompt).contains(CHAIN.rationale());
            assertThat(CHAIN.rationale()).endsWith(read.rationale());
            assertThat(read.rationale().length()).isBetween(1, 2 * budget);
            assertThat(read.answer()).isEqualTo("4");
            shorter.add(read.rationale());
        }
        assertThat(shorter).containsExactlyInAnyOrder("9+5=4.", "7*7=9. 9+5=4.");
    }

    @Test
    void shouldStateTheProbabilityOfWhatWasWritten() {
        float half = (float) Math.log(0.505);

        assertThat(OwnAnswers.confidence(new float[] {half, half})).isEqualTo("0.25");
        assertThat(OwnAnswers.confidence(new float[] {-0.0001f})).isEqualTo("0.99");
        assertThat(OwnAnswers.confidence(new float[] {-20})).isEqualTo("0.00");
    }

    @Test
    void shouldWriteLinesThatATrainerReads() {
        assertThat(Lesson.answer(CHAIN).json())
                .startsWith("{\"question_id\":\"3+4*7+5\",\"prompt\":[{\"role\":\"system\",\"content\":\"Solve")
                .endsWith("\"completion\":[{\"role\":\"assistant\",\"content\":"
                        + "\"Reasoning: 3+4=7. 7*7=9. 9+5=4.\\nAnswer: 4\"}]}");
    }

    @Test
    void shouldHaveNoOneStepLeftToLeaveOut() {
        Chain one = new Chain(1, List.of(new Operation('+', 2)));

        assertThat(Lesson.rewrite(one, new SplittableRandom(1)).reply()).isEqualTo("1+2=3.\nThe answer is 3.");
    }
}
