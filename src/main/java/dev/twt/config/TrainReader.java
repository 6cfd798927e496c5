package dev.twt.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads {@code train}. */
final class TrainReader {
    /** Names that the trainer is given by the program itself begin so. */
    private static final String OURS = "TWT_";

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

    private TrainReader() {}

    /** @param teachers all of the run; empty where answers are imported, whose teachers are not known yet */
    static TrainConfig read(Block block, List<String> teachers) {
        Block lora = block.block("lora");
        MethodReader method = new MethodReader(block, teachers);
        // Read once each: what is wrong with them is told once.
        TrainMethod learned = method.method();
        int removals = method.removalStages();
        List<String> stages = stages(block.leaf("stages"));
        StageSettings single = stageSettings(block, learned.sets(stages, removals));
        return new TrainConfig(
                block.leaf("backend").word(TrainConfig.BACKENDS),
                name(block.leaf("name")),
                block.leaf("command").texts(),
                environment(block),
                learned,
                method.teacher(),
                method.rationaleWeight(),
                method.teacherWeights(),
                removals,
                stages,
                block.leaf("base-model").text(),
                block.leaf("work-dir").text(),
                (int) block.leaf("epochs").whole(1, Integer.MAX_VALUE),
                single.epochs(),
                block.leaf("learning-rate").number(Range.above(0)),
                single.learningRates(),
                (int) block.leaf("batch-size").whole(1, Integer.MAX_VALUE),
                (int) block.leaf("max-length").whole(1, Integer.MAX_VALUE),
                new LoraConfig(
                        (int) lora.leaf("r").whole(1, Integer.MAX_VALUE),
                        lora.leaf("alpha").number(Range.above(0)),
                        lora.leaf("dropout").number(Range.fromBelow(0, 1))),
                JvmTrainerReader.read(block.block("jvm")));
    }

    /** A run whose method is set to another one for once keeps what it says of its own stages. */
    private static StageSettings stageSettings(Block block, List<String> sets) {
        return new StageSettingsReader(block, sets, stage -> sets.contains(stage) || TrainConfig.isStage(stage)).read();
    }

    private static String name(Leaf leaf) {
        String name = leaf.filled();
        if (!name.matches(NAME) && !name.equals("-")) {
            leaf.reject(
                    leaf.shown() + " cannot be the name of a folder here",
                    "Use letters, digits, dots, hyphens and underscores, a letter or digit first");
        }
        return name;
    }

    private static Map<String, String> environment(Block block) {
        Map<String, String> environment = block.table("environment");
        environment.keySet().stream()
                .filter(name -> name.startsWith(OURS))
                .forEach(name -> block.block("environment")
                        .leaf(name)
                        .reject(
                                "variables that begin with " + OURS + " are set by the program itself",
                                "Set the key that it stands for, see docs/training.md, or take another name"));
        return environment;
    }

    static List<String> stages(Leaf leaf) {
        List<String> stages = leaf.texts();
        boolean known = !stages.isEmpty() && stages.stream().allMatch(TrainConfig::isStage);
        if (!known || new HashSet<>(stages).size() < stages.size()) {
            leaf.reject(
                    leaf.shown() + " are no stages",
                    "Name each of " + String.join(", ", TrainConfig.STAGES)
                            + " (or compressed-1, compressed-2) once at most, and one at least");
        }
        return stages;
    }
}
