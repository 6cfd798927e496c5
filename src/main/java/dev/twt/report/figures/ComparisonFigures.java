package dev.twt.report.figures;

import dev.twt.evaluation.Comparison;
import java.util.List;

/**
 * Answerers held against each other.
 *
 * @param workspace that holds their answers
 * @param createdAt when, in ISO 8601
 * @param answerers the most accurate first, each on all questions that it was asked
 * @param pairs each two of them
 * @param flipped questions to read that one of two has right and the other wrong
 */
public record ComparisonFigures(
        String workspace,
        String createdAt,
        List<EvaluationFigures.Answerer> answerers,
        List<Comparison> pairs,
        List<FlippedQuestion> flipped) {
    public ComparisonFigures {
        answerers = List.copyOf(answerers);
        pairs = List.copyOf(pairs);
        flipped = List.copyOf(flipped);
    }

    /** What came out, in words. */
    public Headline headline() {
        return Headline.of(pairs.get(0), answerers);
    }
}
