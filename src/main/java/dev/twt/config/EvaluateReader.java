package dev.twt.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads {@code evaluate}. */
final class EvaluateReader {
    private static final int LEAST_RESAMPLES = 100;
    private static final int MOST_RESAMPLES = 1_000_000;

    private final Block block;
    private final List<TeacherConfig> teachers;

    private EvaluateReader(Block block, List<TeacherConfig> teachers) {
        this.block = block;
        this.teachers = teachers;
    }

    /** @param teachers all of the run */
    static EvaluateConfig read(Block block, List<TeacherConfig> teachers) {
        return new EvaluateReader(block, teachers).read();
    }

    private EvaluateConfig read() {
        List<TeacherConfig> models = TeacherReader.read(block, "models");
        models.forEach(this::checkName);
        EvaluateConfig evaluate = new EvaluateConfig(
                questions(block.block("questions")),
                once(block.leaf("answerers")),
                models,
                shortPrompts(block.leaf("short-prompts"), models),
                (int) block.leaf("samples").whole(1, TeacherReader.MOST_SAMPLES),
                block.leaf("temperature").number(Range.between(0, TeacherReader.HOTTEST)),
                (int) block.leaf("max-tokens").whole(1, Integer.MAX_VALUE),
                once(block.leaf("by")),
                groups(block.block("groups")),
                (int) block.leaf("resamples").whole(LEAST_RESAMPLES, MOST_RESAMPLES));
        if (evaluate.samples() > 1 && evaluate.temperature() == 0) {
            block.leaf("samples")
                    .reject(
                            evaluate.samples() + " samples at temperature 0 would be the same answer "
                                    + evaluate.samples() + " times",
                            "Set evaluate.temperature above 0, or evaluate.samples to 1");
        }
        return evaluate;
    }

    private static QuestionsConfig questions(Block block) {
        return new QuestionsConfig(
                block.leaf("paths").texts().stream()
                        .filter(path -> !path.isBlank())
                        .toList(),
                block.leaf("format").constant(DataFormat.AUTO, DataFormat.JSONL, DataFormat.JSON, DataFormat.PARQUET),
                block.table("fields", RunReader.QUESTION_COLUMNS),
                block.leaf("limit").whole(0, Long.MAX_VALUE),
                block.leaf("licence").text());
    }

    private void checkName(TeacherConfig model) {
        if (teachers.stream().anyMatch(teacher -> teacher.name().equalsIgnoreCase(model.name()))) {
            block.block("models")
                    .block(model.name())
                    .reject(
                            "a teacher is named " + model.name() + " already",
                            "Give the model another name, or leave it out: teachers are answerers as they are");
        }
    }

    private static List<String> once(Leaf leaf) {
        List<String> names = new ArrayList<>();
        for (Leaf item : leaf.items()) {
            String name = item.filled();
            if (names.contains(name)) {
                item.reject(name + " is named twice", "Name it once");
            }
            names.add(name);
        }
        return names;
    }

    private List<String> shortPrompts(Leaf leaf, List<TeacherConfig> models) {
        List<String> known = Stream.concat(models.stream(), teachers.stream())
                .map(TeacherConfig::name)
                .toList();
        List<String> names = once(leaf);
        names.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> leaf.reject(
                        "there is no teacher and no model " + name,
                        Nearest.meant(name, known) + "Name some of: " + String.join(", ", known)
                                + "; trained students are asked so anyway"));
        return names;
    }

    private static Map<String, List<String>> groups(Block block) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        block.values().keySet().forEach(name -> {
            List<String> members = once(block.leaf(name));
            if (members.size() < 2) {
                block.leaf(name).reject("one answerer is no group", "Name the answerers of two seeds or more");
            }
            groups.put(name, members);
        });
        return groups;
    }
}
