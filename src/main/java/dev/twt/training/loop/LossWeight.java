package dev.twt.training.loop;

import java.util.List;

/** What a summed loss is divided by, so that it is one of a token. */
final class LossWeight {
    private LossWeight() {}

    static double of(List<LabelledExample> examples) {
        return examples.stream()
                .mapToDouble(example -> example.tokens().weight() * example.learned())
                .sum();
    }
}
