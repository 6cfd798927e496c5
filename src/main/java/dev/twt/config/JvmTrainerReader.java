package dev.twt.config;

import java.util.HashSet;
import java.util.List;

/** Reads {@code train.jvm}. */
final class JvmTrainerReader {
    private JvmTrainerReader() {}

    static JvmTrainerConfig read(Block block) {
        return new JvmTrainerConfig(
                block.leaf("weights").word(JvmTrainerConfig.WEIGHTS),
                targets(block.leaf("targets")),
                block.leaf("dtype").word(JvmTrainerConfig.DTYPES),
                DeviceReader.device(block.leaf("device")),
                (int) block.leaf("tokens-at-once").whole(1, Integer.MAX_VALUE),
                block.leaf("warm-up").number(Range.fromBelow(0, 1)),
                block.leaf("schedule").word(JvmTrainerConfig.SCHEDULES),
                block.leaf("weight-decay").number(Range.atLeast(0)),
                block.leaf("clip-norm").number(Range.atLeast(0)),
                block.leaf("too-long").word(JvmTrainerConfig.TOO_LONG),
                (int) block.leaf("evaluate-every").whole(0, Integer.MAX_VALUE),
                (int) block.leaf("samples").whole(0, Integer.MAX_VALUE),
                (int) block.leaf("patience").whole(0, Integer.MAX_VALUE),
                (int) block.leaf("checkpoint-every").whole(1, Integer.MAX_VALUE),
                (int) block.leaf("keep-checkpoints").whole(1, Integer.MAX_VALUE),
                block.leaf("merged").flag(),
                block.leaf("gguf").flag(),
                softTargets(block.block("soft-targets")));
    }

    private static SoftTargetsConfig softTargets(Block block) {
        return new SoftTargetsConfig(
                block.leaf("share").number(Range.aboveUpTo(0, 1)),
                (int) block.leaf("most").whole(1, Integer.MAX_VALUE),
                (int) block.leaf("max-tokens").whole(1, Integer.MAX_VALUE));
    }

    private static List<String> targets(Leaf leaf) {
        List<String> targets = leaf.texts();
        boolean known = !targets.isEmpty() && JvmTrainerConfig.TARGETS.containsAll(targets);
        if (!known || new HashSet<>(targets).size() < targets.size()) {
            leaf.reject(
                    leaf.shown() + " are no layers that an adapter can be given to",
                    "Name each of " + String.join(", ", JvmTrainerConfig.TARGETS) + " once at most, and one at least");
        }
        return targets;
    }
}
