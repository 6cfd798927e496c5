package dev.twt.job;

import dev.twt.config.QualityConfig;
import dev.twt.config.RunConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.selection.SelectionSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rule of selection goes by and not one recorded answer has, and teachers that have recorded nothing. */
final class SelectionGaps {
    private static final Set<String> NO_ANSWERS = Set.of("truncated", "refused", "failed");
    /** By what a score is called: why no answer may have it. */
    private static final Map<String, String> REASONS = Map.of(
            "confidence", "the teachers state none",
            "logprob", "the teachers gave no log-probabilities (endpoint.logprobs, and a server that returns them)",
            "span", "the teachers gave no log-probabilities, or not the tokens they belong to",
            "agreement", "no question has two answers",
            "verified", "no question has gold or tests",
            "arithmetic", "no rationale has an equation");

    private SelectionGaps() {}

    /**
     * One line for each gap; none where all that is weighted is there.
     *
     * @param summary of what the rule of this config gave
     */
    static List<String> of(RunConfig config, SelectionSummary summary) {
        List<String> lines = new ArrayList<>(silent(config, summary));
        lines.addAll(missing(config.selection(), summary));
        return lines;
    }

    /** With rounds a teacher may have had nothing to answer yet. */
    private static List<String> silent(RunConfig config, SelectionSummary summary) {
        Set<String> answering = summary.teachers().stream()
                .map(SelectionSummary.TeacherCount::teacher)
                .collect(Collectors.toSet());
        return config.rounds().most() > 1
                ? List.of()
                : config.teachers().stream()
                        .map(TeacherConfig::name)
                        .filter(name -> !answering.contains(name))
                        .map(name -> "teachers." + name
                                + ": no answer of it is recorded, so it takes no part. Run generate, or take it out")
                        .toList();
    }

    private static List<String> missing(SelectionConfig selection, SelectionSummary summary) {
        long none = NO_ANSWERS.stream()
                .mapToLong(outcome -> summary.rejected().getOrDefault(outcome, 0L))
                .sum();
        if (summary.candidates() == none) {
            return List.of();
        }
        Set<String> there = summary.qualityFrom().keySet().stream()
                .flatMap(names -> Stream.of(names.split(",")))
                .collect(Collectors.toSet());
        boolean rejects = selection.quality().missing().equals("reject");
        List<String> lines = new ArrayList<>();
        weights(selection.quality()).forEach((name, weight) -> {
            if (weight > 0 && !there.contains(name)) {
                lines.add("selection.quality." + name + ": not one answer has this score; " + REASONS.get(name) + ". "
                        + (rejects ? "All are rejected for it" : "The others alone count")
                        + ". Give it the weight 0, or take another preset");
            }
        });
        return lines;
    }

    private static Map<String, Double> weights(QualityConfig quality) {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("confidence", quality.confidence());
        weights.put("logprob", quality.logprob());
        weights.put("span", quality.span());
        weights.put("agreement", quality.agreement());
        weights.put("verified", quality.verified());
        weights.put("arithmetic", quality.arithmetic());
        return weights;
    }
}
