package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTaskTest {

    private static final Question QUESTION = Question.of("Which?");

    private final Task text = Tasks.named(Tasks.TEXT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Reasoning: It flows.\\nAnswer: Mercury.\\nConfidence: 0.9 | mercury",
                "Answer: The Black Sea | black sea",
                "Answer: St. Louis, Missouri | st louis missouri",
                "The answer is Lake Victoria. It is large. | lake victoria",
                "Answer: Yes | yes",
                "Answer: **No**, because it is too heavy | no",
                "Answer: True | yes",
                "So the answer is no. | no",
                "Therefore, the answer is yes, the keeper of the light (Tom) was there. | yes",
                "Yes, it would float. | yes",
                "It is too heavy. So no. | no",
                "mercury | mercury",
                "Answer: No one | no one",
                "}yes--12 | yes",
                "\\boxed{\\text{blue whale}} | blue whale",
                "Answer: 1,500 km | 1500 km",
                "Answer: 3.5 | 3.5",
                "Answer: “New” York’s | new yorks",
                "A long story about ships that sail and seas that storm and no end to it at all | ''",
            })
    void shouldReadFewWords(String completion, String expected) {
        assertThat(text.extract(completion.replace("\\n", "\n"), QUESTION).answer())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The Beatles | beatles | true",
                "true | Yes. | true",
                "false | no | true",
                "U.S. | us | false",
                "a | an | false",
                "-5 | 5 | false",
                "café | cafe\u0301 | true",
            })
    void shouldCompareNormalisedWords(String left, String right, boolean same) {
        assertThat(text.equivalent(left, right, QUESTION)).isEqualTo(same);
    }
}
