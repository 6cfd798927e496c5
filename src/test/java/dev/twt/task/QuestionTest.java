package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Nobody who answers is told the right answer: what prompts are made of has no place for one. */
class QuestionTest {
    @Test
    void shouldHaveNoPlaceForARightAnswer() {
        assertThat(Arrays.stream(Question.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactly("text", "choices", "tests");
        assertThat(Arrays.stream(Choice.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactly("label", "text");
    }

    @Test
    void shouldMakePromptsOfQuestionsAlone() throws NoSuchMethodException {
        Method teacher = Task.class.getMethod("teacherPrompt", Question.class, int.class);
        Method student = Task.class.getMethod("studentPrompt", Question.class);

        assertThat(Arrays.stream(Task.class.getMethods()).map(Method::getName).filter(name -> name.endsWith("Prompt")))
                .containsExactlyInAnyOrder(teacher.getName(), student.getName());
    }
}
