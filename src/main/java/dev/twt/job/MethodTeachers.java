package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.Nearest;
import dev.twt.config.Problem;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.dataset.ResponseColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whose answers a method learns from. */
final class MethodTeachers {
    private static final String TEACHER = "train.method-teacher";

    private final TrainConfig config;
    private final Map<String, Long> answers = new TreeMap<>();

    /** @param scored candidates, which are counted now */
    MethodTeachers(TrainConfig config, Dataset<Row> scored) {
        this.config = config;
        scored.where(col(ResponseColumns.OUTCOME).equalTo("answered"))
                .where(col(ResponseColumns.ANSWER).notEqual(""))
                .groupBy(ResponseColumns.TEACHER)
                .count()
                .collectAsList()
                .forEach(row -> answers.put(row.getString(0), row.getLong(1)));
    }

    /** Teachers that are named and have not answered, and one that is needed and not named. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        String name = config.methodTeacher();
        if (config.method().asksOneTeacher() && name.isBlank() && answers.size() != 1) {
            problems.add(new Problem(
                    TEACHER,
                    "train.method = " + config.method().word() + " learns from one teacher, and nobody has said which",
                    answers.isEmpty() ? nobody() : "Write " + TEACHER + " = NAME. Answers: " + counts()));
        } else if (config.method().asksOneTeacher() && !name.isBlank() && !answers.containsKey(name)) {
            problems.add(unknown(TEACHER, name));
        }
        if (config.method() == TrainMethod.TINYLLM) {
            config.teacherWeights().keySet().stream()
                    .filter(weighed -> !answers.containsKey(weighed))
                    .sorted()
                    .forEach(weighed -> problems.add(unknown("train.teacher-weights", weighed)));
        }
        return problems;
    }

    private Problem unknown(String key, String name) {
        return new Problem(
                key,
                "no answer of a teacher " + name + " is in this workspace's selection",
                answers.isEmpty()
                        ? nobody()
                        : "Did you mean "
                                + Nearest.few(name, answers.keySet(), 1).get(0) + "? Answers: " + counts());
    }

    private static String nobody() {
        return "No teacher has answered: run generate or import, then select";
    }

    private String counts() {
        return answers.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The one that is named, or else the only one. */
    String one() {
        return config.methodTeacher().isBlank() ? answers.keySet().iterator().next() : config.methodTeacher();
    }

    /** Weight of each teacher's rationales. */
    Map<String, Double> weights() {
        Map<String, Double> weights = new TreeMap<>();
        answers.keySet()
                .forEach(name ->
                        weights.put(name, config.teacherWeights().getOrDefault(name, config.rationaleWeight())));
        return weights;
    }
}
