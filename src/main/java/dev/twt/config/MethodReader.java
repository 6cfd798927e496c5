package dev.twt.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the keys of {@code train} that say how a method is filled in. */
final class MethodReader {
    private static final String TEACHER_WEIGHTS = "teacher-weights";

    private final Block train;
    private final List<String> teachers;

    /** @param teachers all of the run; empty where answers are imported, whose teachers are not known yet */
    MethodReader(Block train, List<String> teachers) {
        this.train = train;
        this.teachers = teachers;
    }

    TrainMethod method() {
        return train.leaf("method").constant(TrainMethod.values());
    }

    /** Empty where nobody has said. */
    String teacher() {
        Leaf leaf = train.leaf("method-teacher");
        String name = leaf.text();
        if (!name.isBlank()) {
            check(leaf, name);
        }
        return name;
    }

    double rationaleWeight() {
        return train.leaf("rationale-weight").number(Range.atLeast(0));
    }

    Map<String, Double> teacherWeights() {
        Block block = train.block(TEACHER_WEIGHTS);
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String name : train.table(TEACHER_WEIGHTS).keySet()) {
            Leaf leaf = block.leaf(name);
            check(leaf, name);
            weights.put(name, leaf.number(Range.atLeast(0)));
        }
        return weights;
    }

    int removalStages() {
        return (int) train.leaf("removal-stages").whole(1, TrainConfig.MOST_REMOVALS);
    }

    private void check(Leaf leaf, String name) {
        if (teachers.isEmpty() || teachers.contains(name)) {
            return;
        }
        leaf.reject(
                "there is no teacher " + name,
                Nearest.meant(name, teachers) + "Teachers: " + String.join(", ", teachers));
    }
}
