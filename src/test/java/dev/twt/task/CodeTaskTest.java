package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeTaskTest {

    private static final Question QUESTION = Question.of("Double a number.");
    private static final String PROGRAM = "def twice(x):\n    return 2 * x";

    private final Task code = Tasks.named(Tasks.CODE);

    private Extraction extract(String completion) {
        return code.extract(completion, QUESTION);
    }

    @Test
    void shouldTakeProgramOutOfFixedForm() {
        Extraction found =
                extract("Reasoning: Multiply by 2.\nAnswer:\n```python\n" + PROGRAM + "\n```\nConfidence: 0.95");

        assertThat(found.answer()).isEqualTo(PROGRAM);
        assertThat(found.rationale()).isEqualTo("Multiply by 2.");
        assertThat(found.confidence()).hasValue(0.95);
    }

    @Test
    void shouldPreferBlockThatDefinesSomething() {
        assertThat(extract("```python\n" + PROGRAM
                                + "\n```\nUse it:\n```python\nprint(twice(2))\n```\n```output\n4\n```")
                        .answer())
                .isEqualTo(PROGRAM);
    }

    @Test
    void shouldTakeLastOfTwoPrograms() {
        assertThat(extract("```\ndef a(): pass\n```\nBetter:\n```\n" + PROGRAM + "\n```")
                        .answer())
                .isEqualTo(PROGRAM);
    }

    @Test
    void shouldTakeProgramWithoutFence() {
        assertThat(extract("Here is the function.\n\nFACTOR = 2\n" + PROGRAM + "\n\nIt multiplies.")
                        .answer())
                .isEqualTo("FACTOR = 2\n" + PROGRAM);
    }

    @Test
    void shouldTakeProgramOfUnclosedFence() {
        assertThat(extract("```python\n" + PROGRAM).answer()).isEqualTo(PROGRAM);
    }

    @Test
    void shouldNotCutAtCommentInsideProgram() {
        String commented = "# Question: double\n" + PROGRAM;

        assertThat(extract("Done.\n```python\n" + commented + "\n```").answer()).isEqualTo(commented);
    }

    @Test
    void shouldStopBeforeInventedQuestion() {
        assertThat(extract("```python\n" + PROGRAM + "\n```\n\nQuestion: next\n```python\ndef other(): pass\n```")
                        .answer())
                .isEqualTo(PROGRAM);
    }

    @Test
    void shouldFindNoProgramInProse() {
        assertThat(extract("from the list we take the first.").answered()).isFalse();
    }

    @Test
    void shouldCompareProgramsUpToLineEnds() {
        assertThat(code.equivalent(PROGRAM + "\n", "\n" + PROGRAM.replace("\n", "\r\n"), QUESTION))
                .isTrue();
        assertThat(code.equivalent(PROGRAM, PROGRAM.replace("2", "3"), QUESTION))
                .isFalse();
    }
}
