package dev.twt.selection;

import dev.twt.config.DiversityConfig;
import dev.twt.config.QualityConfig;
import dev.twt.config.SelectionConfig;

/** Settings of selection for tests. */
final class Configs {
    private Configs() {}

    /** Preset paper: stated confidence above 0.95, the least similar pair. */
    static SelectionConfig paper() {
        return with(new QualityConfig(0.95, 1, 0, 0, 0, "reject"), 2, "keep");
    }

    static SelectionConfig with(QualityConfig quality, int k, String single) {
        return with(quality, new DiversityConfig("least-similar-pair", "embedding", "any", k, single));
    }

    static SelectionConfig with(QualityConfig quality, DiversityConfig diversity) {
        return new SelectionConfig("custom", quality, diversity, false, 8);
    }

    static SelectionConfig withGold(SelectionConfig config) {
        return new SelectionConfig(config.preset(), config.quality(), config.diversity(), true, config.maxCandidates());
    }

    static SelectionConfig atMost(int maxCandidates, SelectionConfig config) {
        return new SelectionConfig(
                config.preset(), config.quality(), config.diversity(), config.useGold(), maxCandidates);
    }
}
