package dev.twt.model.tuning;

import java.util.List;
import java.util.Set;

/**
 * Low-rank adapters (Hu et al., 2021): {@code W x + alpha / rank * B A dropout(x)}.
 *
 * @param rank rows of A, at least 1
 * @param alpha scale times rank
 * @param dropout share of A's inputs that are zeroed in a training step, in [0, 1)
 * @param targets matrices that get an adapter in every layer: q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj,
 *     down_proj
 */
public record LoraSettings(int rank, double alpha, double dropout, List<String> targets) {
    static final List<String> TARGETS =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public LoraSettings {
        for (String target : targets) {
            if (!TARGETS.contains(target)) {
                throw new IllegalArgumentException("There is no matrix " + target + ": name some of " + TARGETS);
            }
        }
        targets = TARGETS.stream().filter(Set.copyOf(targets)::contains).toList();
        if (rank < 1) {
            throw new IllegalArgumentException("rank is " + rank + ", and at least 1 is needed");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout is " + dropout + ", which is not in [0, 1)");
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("No matrix is a target of adapters: name some of " + TARGETS);
        }
    }

    double scale() {
        return alpha / rank;
    }
}
