package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TasksTest {

    private static final Question CHOICE =
            new Question("Which?", List.of(new Choice("A", "one"), new Choice("B", "two")), List.of());

    @Test
    void shouldNameTasksThereAreWhenUnknown() {
        assertThatThrownBy(() -> Tasks.named("maths"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"maths\"")
                .hasMessageContaining("math, choice, text and code");
    }

    @ParameterizedTest
    @ValueSource(strings = {Tasks.MATH, Tasks.CHOICE, Tasks.TEXT, Tasks.CODE})
    void shouldReadItsOwnExamples(String name) {
        Task task = Tasks.named(name);
        Prompt prompt = task.teacherPrompt(Question.of("?"), 9);

        assertThat(prompt.examples()).hasSize(3);
        assertThat(prompt.system()).contains("Reasoning: ", "Answer: ", "Confidence: ");
        for (Exemplar example : prompt.examples()) {
            Question question = name.equals(Tasks.CHOICE)
                    ? new Question(
                            "", List.of(new Choice("A", ""), new Choice("B", ""), new Choice("C", "")), List.of())
                    : Question.of("");
            Extraction found = task.extract(example.assistant(), question);
            assertThat(found.answered()).isTrue();
            assertThat(found.rationale()).isNotEmpty().doesNotContain("Reasoning", "Answer:", "Confidence");
            assertThat(found.confidence()).isPresent();
        }
        assertThat(prompt.examples().stream()
                        .map(e -> task.extract(e.assistant(), CHOICE).confidence())
                        .distinct())
                .hasSize(3);
    }

    @Test
    void shouldGiveAsManyExamplesAsAsked() {
        assertThat(Tasks.named(Tasks.MATH).teacherPrompt(Question.of("?"), 2).examples())
                .hasSize(2);
        assertThat(Tasks.named(Tasks.MATH).teacherPrompt(Question.of("?"), 0).examples())
                .isEmpty();
    }

    @Test
    void shouldWriteChoicesIntoPrompts() {
        Prompt prompt = Tasks.named(Tasks.CHOICE).teacherPrompt(CHOICE, 0);

        assertThat(prompt.user()).isEqualTo("Question: Which?\nA) one\nB) two");
        assertThat(Tasks.named(Tasks.CHOICE).studentPrompt(CHOICE))
                .isEqualTo("Question: Which?\nA) one\nB) two\nEnd with: The answer is (<letter>).");
    }

    @Test
    void shouldShowFirstTestsOfCodeQuestion() {
        Question question = new Question("Add.", List.of(), List.of("t1", "t2", "t3", "t4"));

        assertThat(Tasks.named(Tasks.CODE).studentPrompt(question))
                .isEqualTo("Question: Add.\nThe program must pass:\nt1\nt2\nt3" + StudentPrompts.SUFFIX_CODE);
        assertThat(Tasks.named(Tasks.MATH).studentPrompt(question)).doesNotContain("t1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"math | 18", "choice | B", "text | black sea", "code | def f():"})
    void shouldReadBackItsOwnCompletions(String name, String answer) {
        Task task = Tasks.named(name);
        Extraction full = task.extract(StudentPrompts.completion(name, "Some steps.", answer), CHOICE);
        Extraction free = task.extract(StudentPrompts.completion(name, "", answer), CHOICE);

        assertThat(full.answer()).isEqualTo(answer);
        assertThat(full.rationale()).isEqualTo("Some steps.");
        assertThat(free.answer()).isEqualTo(answer);
        assertThat(free.rationale()).isEmpty();
    }

    @Test
    void shouldRefuseFormsOfUnknownTask() {
        assertThatThrownBy(() -> StudentPrompts.suffix("poem")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StudentPrompts.answerBefore("poem")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StudentPrompts.answerAfter("poem")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldGiveUpComparisonAfterTimeLimit() {
        Task limited = Tasks.withTimeLimit(new NeverEndingTask(), Duration.ofMillis(50));

        assertThat(limited.equivalent("a", "a", CHOICE)).isFalse();
    }

    @Test
    void shouldCompareAsBeforeWithinTimeLimit() {
        Task limited = Tasks.withTimeLimit(Tasks.named(Tasks.MATH), Duration.ofSeconds(30));

        assertThat(limited.equivalent("1/2", "0.5", CHOICE)).isTrue();
        assertThat(limited.name()).isEqualTo(Tasks.MATH);
        assertThatThrownBy(() -> Tasks.withTimeLimit(limited, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Its comparisons wait for what never comes. */
    private static final class NeverEndingTask implements Task {
        @Override
        public String name() {
            return "endless";
        }

        @Override
        public Prompt teacherPrompt(Question question, int examples) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String studentPrompt(Question question) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Extraction extract(String completion, Question question) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String canonical(String answer, Question question) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean equivalent(String left, String right, Question question) {
            try {
                Thread.sleep(Duration.ofMinutes(5).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }
    }
}
