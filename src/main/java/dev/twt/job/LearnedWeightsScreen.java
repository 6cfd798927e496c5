package dev.twt.job;

import dev.twt.selection.quality.LearnedWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Votes that were learned from agreement: a line a teacher, and the same as figures. */
final class LearnedWeightsScreen {
    private final LearnedWeights weights;

    LearnedWeightsScreen(LearnedWeights weights) {
        this.weights = weights;
    }

    List<String> lines() {
        return weights.teachers().isEmpty()
                ? List.of("teacher weights: fewer than " + LearnedWeights.LEAST_TEACHERS
                        + " teachers answered the same questions, nothing can be learned; the given ones count")
                : weights.teachers().stream().map(LearnedWeightsScreen::line).toList();
    }

    private static String line(LearnedWeights.Learned t) {
        return String.format(
                Locale.ROOT,
                "%s: right %.2f as far as agreement tells (n %,d); its vote weighs %.2f",
                t.teacher(),
                t.accuracy(),
                t.questions(),
                t.weight());
    }

    List<Map<String, Object>> figures() {
        return weights.teachers().stream().map(LearnedWeightsScreen::figures).toList();
    }

    private static Map<String, Object> figures(LearnedWeights.Learned t) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("teacher", t.teacher());
        figures.put("questions", t.questions());
        figures.put("learnedAccuracy", t.accuracy());
        figures.put("weight", t.weight());
        return figures;
    }
}
