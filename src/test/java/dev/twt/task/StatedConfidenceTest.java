package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedConfidenceTest {

    private static OptionalDouble confidence(String said) {
        return Tasks.named(Tasks.MATH)
                .extract("Answer: 5\n" + said, Question.of("?"))
                .confidence();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Confidence: 0.9 | 0.9",
                "Confidence: 90% | 0.9",
                "Confidence: 90 percent | 0.9",
                "Confidence: 9/10 | 0.9",
                "Confidence: 9 out of 10 | 0.9",
                "Confidence: 95 out of 100 | 0.95",
                "Confidence: 95 | 0.95",
                "Confidence: 1 | 1",
                "Confidence: 0 | 0",
                "Confidence: .75 | 0.75",
                "Confidence: 0,8 | 0.8",
                "Confidence: 1.0. | 1",
                "**Confidence:** 0.85 | 0.85",
                "**Confidence**: **85%** | 0.85",
                "Confidence level: 0.7 | 0.7",
                "Confidence (0 to 1): 0.6 | 0.6",
                "Confidence: about 0.6 | 0.6",
                "Confidence: High (0.9) | 0.9",
                "My confidence in this answer is 0.8. | 0.8",
                "confidence = 0.5 | 0.5",
                "I am 95% sure. | 0.95",
                "I'm 80% confident in this. | 0.8",
            })
    void shouldReadNumber(String said, double expected) {
        assertThat(confidence(said)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Confidence: high",
                "Confidence: 1.5",
                "Confidence: 150%",
                "Confidence: -0.5",
                "Confidence: 7",
                "Confidence: 12/10",
                "Confidence: 0.8-0.9",
                "Confidence: 0.8 - 0.9",
                "Confidence: 1.2.3",
                "Confidence:",
                "He lost confidence after 3 games.",
                "The discount is 20% of it.",
            })
    void shouldBeAbsentWhereNoneOrOutOfRange(String said) {
        assertThat(confidence(said)).isEmpty();
    }
}
