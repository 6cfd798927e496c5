package dev.twt.dataset;

import dev.twt.config.Problem;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import dev.twt.config.TeacherConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a workspace was made for: things that, changed, would mix rows that do not belong together. Which questions
 * (paths, format, field names), how they are treated by default, the version of the prompts, and which model stands
 * behind each teacher's name. Thresholds, sampling, more samples, more teachers and another limit are not part of it.
 *
 * @param parts config key to its value, in the order of the keys
 */
public record WorkspaceIdentity(Map<String, String> parts) {
    public WorkspaceIdentity {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /** The identity a config asks for. */
    public static WorkspaceIdentity of(
            QuestionsConfig questions, TaskConfig task, List<TeacherConfig> teachers, String promptVersion) {
        Map<String, String> parts = new TreeMap<>();
        parts.put("questions.paths", String.join(", ", questions.paths()));
        parts.put("questions.format", questions.format().name());
        parts.put("questions.fields", new TreeMap<>(questions.fields()).toString());
        parts.put("task.default-type", task.defaultType());
        parts.put("prompt version", promptVersion);
        for (TeacherConfig teacher : teachers) {
            String revision = teacher.revision().isEmpty() ? "" : " at " + teacher.revision();
            parts.put(
                    "teachers." + teacher.name(),
                    teacher.backend() + " " + (teacher.readsFiles() ? lastName(teacher.model()) : teacher.model())
                            + revision);
        }
        return new WorkspaceIdentity(parts);
    }

    /** A model may move: what it is called stays. */
    private static String lastName(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    /** One problem for every key that both name and that differs. */
    public List<Problem> conflicts(WorkspaceIdentity wanted, String workspace) {
        List<Problem> problems = new ArrayList<>();
        wanted.parts.forEach((key, value) -> {
            String made = parts.get(key);
            if (made != null && !made.equals(value)) {
                String fix = key.startsWith("teachers.")
                        ? "Give the new model a teacher name of its own, or name another workspace"
                        : "Name another workspace, or set it back";
                problems.add(new Problem(
                        workspace, "this workspace was made with " + key + " = " + made + ", now it is " + value, fix));
            }
        });
        return problems;
    }

    /** For a run that has no questions yet: whichever come later fit. */
    public WorkspaceIdentity withoutQuestions() {
        Map<String, String> rest = new TreeMap<>(parts);
        rest.keySet().removeIf(key -> key.startsWith("questions."));
        return new WorkspaceIdentity(rest);
    }

    /** This identity with the keys of another one added. */
    WorkspaceIdentity with(WorkspaceIdentity more) {
        Map<String, String> all = new TreeMap<>(parts);
        all.putAll(more.parts);
        return new WorkspaceIdentity(all);
    }
}
