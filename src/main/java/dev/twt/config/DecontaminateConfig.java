package dev.twt.config;

import java.util.List;

/**
 * Which questions are kept out of the distillation set because they are, nearly, others.
 *
 * @param sets evaluation sets; none: nothing is contaminated
 * @param ngram words of an n-gram
 * @param overlap share of the n-grams of the smaller of two questions that makes them one, above 0 to 1
 * @param minWords questions of fewer words are compared by their whole text alone
 * @param beforeAsking whether teachers are not asked what would be dropped
 * @param nearDuplicates {@code keep}, or {@code drop} to keep one question of each cluster
 * @param similarity of two questions of a cluster: shared word triples over all word triples of both, above 0 to 1
 */
public record DecontaminateConfig(
        List<EvaluationSet> sets,
        int ngram,
        double overlap,
        int minWords,
        boolean beforeAsking,
        String nearDuplicates,
        double similarity) {
    public DecontaminateConfig {
        sets = List.copyOf(sets);
    }

    /** Whether near duplicates of another question are dropped. */
    public boolean dropsNearDuplicates() {
        return nearDuplicates.equals("drop");
    }
}
