package dev.twt.config;

import java.util.List;

/** Reads the block {@code selection}. */
final class SelectionReader {
    private static final String PAIR = "least-similar-pair";

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
        double span = weight(block, "span");
        double agreement = weight(block, "agreement");
        double verified = weight(block, "verified");
        double arithmetic = weight(block, "arithmetic");
        if (confidence + logprob + span + agreement + verified + arithmetic <= 0) {
            block.reject(
                    "the weights confidence, logprob, span, agreement, verified and arithmetic are all 0, so nothing could be scored",
                    "Give at least one of them a weight above 0");
        }
        String missing = block.leaf("missing").word(List.of("reject", "ignore"));
        String votes = block.leaf("teacher-weights").word(List.of("given", "learned"));
        boolean calibrate = block.leaf("calibrate").flag();
        return new QualityConfig(
                threshold, confidence, logprob, span, agreement, verified, arithmetic, missing, calibrate, votes);
    }

    private static double weight(Block block, String key) {
        return block.leaf(key).number(Range.atLeast(0));
    }

    private static DiversityConfig diversity(Block block) {
        String method = block.leaf("method").word(List.of(PAIR, "farthest-first"));
        int k = (int) block.leaf("k").whole(1, DiversityConfig.MOST);
        if (method.equals(PAIR) && k > 2) {
            block.leaf("k").reject("a pair is two, not " + k, "Take 1 or 2, or method = farthest-first");
        }
        return new DiversityConfig(
                method,
                block.leaf("similarity").word(List.of("embedding", "words")),
                block.leaf("teachers").word(List.of("any", "different-first")),
                k,
                block.leaf("single").word(List.of("keep", "drop")));
    }
}
