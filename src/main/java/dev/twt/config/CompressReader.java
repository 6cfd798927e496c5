package dev.twt.config;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code compress}. */
final class CompressReader {
    /** The student's name in the ledger. */
    static final String STUDENT = "student";

    private static final int MOST_ATTEMPTS = 20;

    private final Block block;
    private final List<TeacherConfig> teachers;

    private CompressReader(Block block, List<TeacherConfig> teachers) {
        this.block = block;
        this.teachers = teachers;
    }

    /** @param teachers all of the run */
    static CompressConfig read(Block block, List<TeacherConfig> teachers) {
        return new CompressReader(block, teachers).read();
    }

    private CompressConfig read() {
        CompressConfig compress = new CompressConfig(
                budgets(block.leaf("budgets")),
                block.leaf("right-share").number(Range.aboveUpTo(0, 1)),
                (int) block.leaf("least-tokens").whole(1, Integer.MAX_VALUE),
                block.leaf("by").word(List.of(CompressConfig.TEACHER, CompressConfig.SENTENCES, CompressConfig.STEPS)),
                names(block.leaf("teachers")),
                block.leaf("student").filled(),
                (int) block.leaf("student-max-tokens").whole(1, Integer.MAX_VALUE),
                (int) block.leaf("attempts").whole(1, MOST_ATTEMPTS),
                block.leaf("fallback").word(List.of(CompressConfig.DROP, CompressConfig.ORIGINAL)));
        check(compress);
        return compress;
    }

    private static List<Double> budgets(Leaf leaf) {
        List<Double> budgets = new ArrayList<>();
        for (Leaf item : leaf.items()) {
            double budget = item.number(Range.aboveUpTo(0, 1));
            if (budget == 1) {
                item.reject("a budget of 1 makes nothing shorter", "Write a share below 1, such as 0.5");
            }
            if (!budgets.isEmpty() && budget >= budgets.get(budgets.size() - 1)) {
                leaf.reject(
                        leaf.shown() + " do not fall: each stage has to be shorter than the one before",
                        "Write them largest first, such as [0.6, 0.3]");
            }
            budgets.add(budget);
        }
        return budgets;
    }

    private List<String> names(Leaf leaf) {
        List<String> names = new ArrayList<>();
        for (Leaf item : leaf.items()) {
            String name = item.filled();
            check(item, name);
            if (names.contains(name)) {
                item.reject("the teacher " + name + " is named twice", "Name it once");
            }
            names.add(name);
        }
        return names;
    }

    private void check(Leaf item, String name) {
        List<String> known = teachers.stream().map(TeacherConfig::name).toList();
        if (!known.contains(name)) {
            item.reject(
                    "there is no teacher " + name,
                    Nearest.meant(name, known)
                            + (known.isEmpty() ? "Add it under teachers" : "Teachers: " + String.join(", ", known)));
        } else if (teachers.stream().anyMatch(t -> t.name().equals(name) && !CompressConfig.canBeAsked(t))) {
            item.reject(
                    "the teacher " + name + " replays recorded answers and cannot rewrite",
                    "Name a teacher with another backend, or say compress.by = sentences");
        }
    }

    private void check(CompressConfig compress) {
        if (!compress.wanted()) {
            return;
        }
        if (compress.asks()
                && compress.teachers().isEmpty()
                && compress.writers(teachers).isEmpty()) {
            block.leaf("by")
                    .reject(
                            "no teacher of this configuration can be asked to rewrite",
                            "Add one under teachers, or say compress.by = sentences");
        }
        boolean taken = teachers.stream().anyMatch(t -> t.name().equals(STUDENT));
        if (taken && !compress.student().equals(CompressConfig.NONE)) {
            block.leaf("student")
                    .reject(
                            "a teacher is named " + STUDENT + ", as the student is in the ledger",
                            "Rename teachers." + STUDENT + ", or say compress.student = none");
        }
    }
}
