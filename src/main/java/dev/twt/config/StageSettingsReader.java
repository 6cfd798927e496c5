package dev.twt.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads {@code stage-epochs} and {@code stage-learning-rates} of a block. */
final class StageSettingsReader {
    static final String EPOCHS = "stage-epochs";
    static final String LEARNING_RATES = "stage-learning-rates";

    private final Block block;
    private final List<String> sets;
    private final Predicate<String> taken;

    /**
     * @param sets that the stages learn from, to be named where another is
     * @param taken whether a stage may be named
     */
    StageSettingsReader(Block block, List<String> sets, Predicate<String> taken) {
        this.block = block;
        this.sets = sets;
        this.taken = taken;
    }

    /** What the block does not say is as usual. */
    StageSettings read() {
        return new StageSettings(
                each(EPOCHS, leaf -> (int) leaf.whole(1, Integer.MAX_VALUE)),
                each(LEARNING_RATES, leaf -> leaf.number(Range.above(0))));
    }

    private <T> Map<String, T> each(String key, Function<Leaf, T> reading) {
        Map<String, T> values = new TreeMap<>();
        if (!block.values().containsKey(key)) {
            return values;
        }
        for (String stage : block.table(key).keySet()) {
            Leaf leaf = block.block(key).leaf(stage);
            if (!taken.test(stage)) {
                leaf.reject(
                        "there is no stage " + stage,
                        Nearest.meant(stage, sets) + "Stages: " + String.join(", ", sets));
            }
            values.put(stage, reading.apply(leaf));
        }
        return values;
    }
}
