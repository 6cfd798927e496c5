package dev.twt.config;

import java.util.List;

/** Reads the block {@code selection}. */
final class SelectionReader {
    private SelectionReader() {}

    /** The preset's name, needed before its keys can be filled in. */
    static String preset(Block root) {
        return root.block("selection").leaf("preset").word(Reference.PRESETS);
    }

    static SelectionConfig read(Block selection) {
        return new SelectionConfig(
                selection.leaf("preset").word(Reference.PRESETS),
                quality(selection.block("quality")),
                diversity(selection.block("diversity")),
                selection.leaf("use-gold").flag(),
                (int) selection.leaf("max-candidates").whole(2, Integer.MAX_VALUE));
    }

    private static QualityConfig quality(Block block) {
        double threshold = block.leaf("threshold").number(Range.fromBelow(0, 1));
        double confidence = weight(block, "confidence");
        double logprob = weight(block, "logprob");
        double agreement = weight(block, "agreement");
        if (confidence + logprob + agreement <= 0) {
            block.reject(
                    "the weights confidence, logprob and agreement are all 0, so nothing could be scored",
                    "Give at least one of them a weight above 0");
        }
        String missing = block.leaf("missing").word(List.of("reject", "ignore"));
        return new QualityConfig(threshold, confidence, logprob, agreement, missing);
    }

    private static double weight(Block block, String key) {
        return block.leaf(key).number(Range.atLeast(0));
    }

    private static DiversityConfig diversity(Block block) {
        return new DiversityConfig(
                block.leaf("method").word(List.of("least-similar-pair")),
                (int) block.leaf("k").whole(1, 2),
                block.leaf("single").word(List.of("keep", "drop")));
    }
}
