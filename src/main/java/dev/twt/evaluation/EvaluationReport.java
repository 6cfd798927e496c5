package dev.twt.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * All that an evaluation found.
 *
 * @param measured each answerer on all questions, then on each subset
 * @param comparisons each two answerers
 * @param spreads each group of seeds
 */
public record EvaluationReport(List<Measured> measured, List<Comparison> comparisons, List<SeedSpread> spreads) {
    public EvaluationReport {
        measured = List.copyOf(measured);
        comparisons = List.copyOf(comparisons);
        spreads = List.copyOf(spreads);
    }

    /** The answerers on all questions. */
    public List<Measured> whole() {
        return measured.stream().filter(one -> one.subset().whole()).toList();
    }

    /** The answerers on subsets. */
    public List<Measured> subsets() {
        return measured.stream().filter(one -> !one.subset().whole()).toList();
    }

    /** One of them on all questions. */
    public Optional<Measured> of(String answerer) {
        return whole().stream()
                .filter(one -> one.subset().answerer().equals(answerer))
                .findFirst();
    }
}
