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
    private static final Sum SUM = new Sum(List.of(new Product(17, 6), new Product(12, 9)));

    private static Extraction read(String reply) {
        return Tasks.named(Tasks.MATH).extract(reply, SUM.question());
    }

    @Test
    void shouldTeachAnswersThatAreReadAsATeachersAre() {
        Extraction read =
                read(Lesson.confidence(SUM, Lesson.answer(SUM).reply(), "0.97").reply());

        assertThat(read.rationale()).isEqualTo(SUM.rationale());
        assertThat(read.answer()).isEqualTo("0");
        assertThat(read.confidence()).hasValue(0.97);
    }

    @Test
    void shouldTeachToLeaveFirstStepsOutWithinTheBudget() {
        SplittableRandom random = new SplittableRandom(1);
        Set<String> shorter = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Lesson lesson = Lesson.rewrite(SUM, random);
            String prompt = lesson.messages().get(0).content();
            Extraction read = read(lesson.reply());
            int budget = Integer.parseInt(prompt.replaceAll("(?s).*\\(about (\\d+) tokens\\).*", "$1"));
            assertThat(prompt).contains(SUM.rationale());
            assertThat(SUM.rationale()).endsWith(read.rationale());
            assertThat(read.rationale().length()).isBetween(1, 2 * budget);
            assertThat(read.answer()).isEqualTo("0");
            shorter.add(read.rationale());
        }
        assertThat(shorter).containsExactlyInAnyOrder("2+3=0.", "12*9=3. 2+3=0.");
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
        assertThat(Lesson.answer(SUM).json())
                .startsWith("{\"question_id\":\"17*6+12*9\",\"prompt\":[{\"role\":\"system\",\"content\":\"Solve")
                .endsWith("\"completion\":[{\"role\":\"assistant\",\"content\":"
                        + "\"Reasoning: 17*6=2. 12*9=3. 2+3=0.\\nAnswer: 0\"}]}");
    }

    @Test
    void shouldHaveNoOneStepLeftToLeaveOut() {
        Sum one = new Sum(List.of(new Product(17, 6)));

        assertThat(Lesson.rewrite(one, new SplittableRandom(1)).reply()).isEqualTo("17*6=2.\nThe answer is 2.");
    }
}
