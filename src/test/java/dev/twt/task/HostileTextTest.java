package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A megabyte of what an extraction with nested loops or backtracking would choke on. The limit is far above what a
 * linear pass takes and far below what a quadratic one would (10^12 steps).
 */
class HostileTextTest {

    private static final int LENGTH = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Question CHOICE = new Question(
            "?", List.of(new Choice("A", "a sea"), new Choice("B", "answer"), new Choice("C", "boxed")), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                " ",
                "\n",
                "1",
                "(",
                "{",
                ".",
                "-",
                "$",
                "%",
                "*",
                "#",
                "answer ",
                "answer: ",
                "answer is ",
                "answer is is is is is is is is ",
                "answer (",
                "the answer is (B) or ",
                "Answer: 5 ",
                "Answer: 5\n",
                "\\boxed{",
                "\\boxed{5} and ",
                "\\frac{",
                "#### ",
                "confidence ",
                "Confidence: 0.",
                "90% ",
                "<<1+",
                "1,234,",
                "1/",
                "(1+",
                "<think>",
                "</think>",
                "```",
                "```\n",
                "Q: ",
                "Question:\n",
                "</s>",
                "twenty ",
                "option (",
                "A. ",
                "def f():\n",
                "let's go with ",
                "no single ",
                "ﷺ",
            })
    void shouldReadMegabyteInLinearTime(String unit) {
        String text = unit.repeat(LENGTH / unit.length() + 1);

        for (Task task : Tasks.all()) {
            Question question = task.name().equals(Tasks.CHOICE) ? CHOICE : Question.of("?");
            assertTimeoutPreemptively(LIMIT, () -> {
                assertThat(task.extract(text, question)).isNotNull();
                assertThat(task.extract("x" + text + "\nThe answer is 5.", question))
                        .isNotNull();
                assertThat(task.canonical(text, question)).isNotNull();
                assertThat(task.equivalent(text, text + "1", question)).isIn(true, false);
            });
        }
    }
}
