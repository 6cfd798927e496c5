package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in a completion the answer stands that was read out of it; the place is marked by « and ». */
class AnswerPlaceTest {
    private static final Question FRUIT =
            new Question("Which one?", List.of(new Choice("A", "a red apple"), new Choice("B", "cherry")), List.of());

    private static void assertPlace(String marked, String task, Question question) {
        String completion = marked.replace("«", "").replace("»", "");
        Extraction found = Tasks.named(task).extract(completion, question);
        assertThat(found.answered()).as(completion).isTrue();
        TextSpan span = found.answerSpan().orElseThrow(() -> new AssertionError("no place in: " + completion));
        assertThat(completion.substring(0, span.from())
                        + "«" + completion.substring(span.from(), span.to()) + "»"
                        + completion.substring(span.to()))
                .isEqualTo(marked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "math | Two and two make 4.\\nAnswer: «18»\\nConfidence: 0.9",
                "math | Answer: $«1,200.50»",
                "math | There were 18 of them, so the answer is **«18»** apples.",
                "math | #### «18»",
                "math | So \\\\boxed{«18»}.",
                "math | <think>18 or 20? The answer is 20.</think>The answer is «18».",
                "math | He has 12 + 6 = «18»",
                "math | The answer is «eighteen».",
                "choice | Apples are red.\\nAnswer: («B»)",
                "choice | The answer is «B».",
                "choice | The answer is «b».",
                "choice | The answer is («a»).",
                "choice | The answer is a «red apple», surely.",
                "text | Answer: the «city of Paris»",
                "text | It rained. Answer: «Yes», because it did.",
                "text | «No», it is not.",
            })
    void shouldFindWhereTheAnswerStands(String task, String marked) {
        assertPlace(marked.replace("\\n", "\n").replace("\\\\", "\\"), task, FRUIT);
    }

    @Test
    void shouldCountCharactersOfTheCompletionAsItWasGiven() {
        assertPlace("<think>\r\nWell.\r\n</think>\r\nTwo lines.\r\nAnswer: «18»\r\nConfidence: 0.9", "math", FRUIT);
    }

    @Test
    void shouldTakeAWholeProgram() {
        assertPlace("Here:\n«```python\ndef f():\n    return 1\n```»", "code", FRUIT);
    }

    @Test
    void shouldFindNoPlaceOfAnAnswerThatWasNotFound() {
        assertThat(Tasks.named("math").extract("I do not know.", FRUIT).answerSpan())
                .isEmpty();
        assertThat(Tasks.named("math").extract("", FRUIT).answerSpan()).isEmpty();
    }
}
