package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StudentPromptsTest {
    private static String before(String said, String stated) {
        return StudentPrompts.statement(said, stated).stream()
                .mapToObj(at -> said.substring(0, at))
                .findFirst()
                .orElse(null);
    }

    @Test
    void shouldFindWhereAStudentStatesItsAnswer() {
        for (Task task : Tasks.all()) {
            String stated = StudentPrompts.completion(task.name(), "", "B");
            assertThat(before(StudentPrompts.completion(task.name(), "First. Then.", "C"), stated))
                    .isEqualTo("First. Then.\n");
            assertThat(before(stated, stated)).isEmpty();
        }
    }

    @Test
    void shouldTakeTheLastLineThatBeginsAsAStatement() {
        String stated = "The answer is 7.";
        assertThat(before("One.\nThe answer is 5.\nNo.\nThe answer is 6.", stated))
                .isEqualTo("One.\nThe answer is 5.\nNo.\n");
        assertThat(before("So.\nThe answer is 5. Yes: The answer is 5.", stated))
                .isEqualTo("So.\n");
        assertThat(before("The answer is (B).", "The answer is (A).")).isEmpty();
    }

    @Test
    void shouldFindNothingWhereNothingIsStated() {
        assertThat(before("I think that The answer is 5.", "The answer is 7.")).isNull();
        assertThat(before("I am thinking", "The answer is 7.")).isNull();
        assertThat(before("red", "red")).isNull();
        assertThat(before("", "The answer is 7.")).isNull();
    }
}
