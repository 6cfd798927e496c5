package dev.twt.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@code grid}. */
final class GridReader {
    private static final String SETTINGS = "settings";
    private static final String STAGES = "stages";
    private static final String LEARNING_RATE = "learning-rate";
    private static final String EPOCHS = "epochs";
    private static final long LEAST_HEAP = 64L << 20;

    private final Block block;
    private final TrainConfig train;

    private GridReader(Block block, TrainConfig train) {
        this.block = block;
        this.train = train;
    }

    /** @param train what students have in common */
    static GridConfig read(Block block, TrainConfig train) {
        return new GridReader(block, train).read();
    }

    private GridConfig read() {
        return new GridConfig(
                once("methods", item -> item.constant(TrainMethod.values())),
                once("seeds", item -> item.whole(Long.MIN_VALUE, Long.MAX_VALUE)),
                once("learning-rates", item -> item.number(Range.above(0))),
                settings(),
                (int) block.leaf("cores").whole(1, Integer.MAX_VALUE),
                (int) block.leaf("gpus").whole(0, Integer.MAX_VALUE),
                block.leaf("heap").bytes(LEAST_HEAP),
                block.leaf("last-checkpoint").duration(),
                block.leaf("scratch").text());
    }

    private <T> List<T> once(String key, Function<Leaf, T> reading) {
        Leaf leaf = block.leaf(key);
        List<T> values = leaf.items().stream().map(reading).toList();
        if (new HashSet<>(values).size() < values.size()) {
            leaf.reject("something is named twice in " + leaf.shown(), "Name each once: each is a student of its own");
        }
        return values;
    }

    private Map<TrainMethod, MethodSettings> settings() {
        Block all = block.block(SETTINGS);
        Map<TrainMethod, MethodSettings> settings = new HashMap<>();
        for (String word : new TreeMap<>(all.values()).keySet()) {
            Optional<TrainMethod> method = Stream.of(TrainMethod.values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
            if (method.isPresent()) {
                settings.put(method.get(), settings(all.block(word), method.get()));
            } else {
                all.leaf(word).reject("there is no method " + word, meant(word, words()));
            }
        }
        return settings;
    }

    private static List<String> words() {
        return Stream.of(TrainMethod.values()).map(TrainMethod::word).toList();
    }

    private static String meant(String word, List<String> known) {
        return Nearest.meant(word, known) + "Known: " + String.join(", ", known);
    }

    private MethodSettings settings(Block its, TrainMethod method) {
        List<String> known =
                List.of(STAGES, LEARNING_RATE, EPOCHS, StageSettingsReader.EPOCHS, StageSettingsReader.LEARNING_RATES);
        its.values().keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key ->
                        its.leaf(key).reject("a method has no setting " + key + " of its own", meant(key, known)));
        Optional<List<String>> stages =
                present(its, STAGES) ? Optional.of(TrainReader.stages(its.leaf(STAGES))) : Optional.empty();
        return new MethodSettings(
                stages,
                present(its, LEARNING_RATE)
                        ? Optional.of(its.leaf(LEARNING_RATE).number(Range.above(0)))
                        : Optional.empty(),
                present(its, EPOCHS)
                        ? Optional.of((int) its.leaf(EPOCHS).whole(1, Integer.MAX_VALUE))
                        : Optional.empty(),
                stageSettings(its, sets(method, stages)));
    }

    private static boolean present(Block block, String key) {
        return block.values().containsKey(key);
    }

    private List<String> sets(TrainMethod method, Optional<List<String>> stages) {
        MethodSettings settings = new MethodSettings(stages, Optional.empty(), Optional.empty(), StageSettings.NONE);
        return train.student("", method, "", settings).sets();
    }

    private static StageSettings stageSettings(Block its, List<String> sets) {
        return new StageSettingsReader(its, sets, sets::contains).read();
    }
}
