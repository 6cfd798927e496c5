package dev.twt.task;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was found in a completion.
 *
 * @param rationale the reasoning without the lines that state answer and confidence
 * @param answer the answer in canonical form, or empty when none was found
 * @param confidence what the teacher said of its own certainty, in [0, 1]
 * @param answerSpan where the completion states that answer; empty where there is none, or its place is not known
 */
public record Extraction(String rationale, String answer, OptionalDouble confidence, Optional<TextSpan> answerSpan) {
    public Extraction {
        Objects.requireNonNull(rationale, "rationale");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(confidence, "confidence");
        Objects.requireNonNull(answerSpan, "answerSpan");
    }

    public boolean answered() {
        return !answer.isEmpty();
    }
}
