package dev.twt.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is measured, on which questions, and how.
 *
 * @param questions the labelled set; without paths there is nothing to evaluate
 * @param answerers names: of teachers, of {@link #models}, of trained stages ({@code free}), or of another student's stage
 *     ({@code NAME/STAGE})
 * @param models answerers that are no teachers of the run, in the form of teachers
 * @param shortPrompts names of teachers and models that are asked in the words a student is trained with
 * @param samples answers a question of a trained student, 1 or more
 * @param temperature of a trained student, 0 or more
 * @param maxTokens longest answer of a trained student
 * @param by what the results are split by: fields of meta, task, difficulty, length
 * @param groups name to answerers that are one method trained with several seeds
 * @param resamples of a bootstrap, 100 or more
 */
public record EvaluateConfig(
        QuestionsConfig questions,
        List<String> answerers,
        List<TeacherConfig> models,
        List<String> shortPrompts,
        int samples,
        double temperature,
        int maxTokens,
        List<String> by,
        Map<String, List<String>> groups,
        int resamples) {
    public EvaluateConfig {
        answerers = List.copyOf(answerers);
        models = List.copyOf(models);
        shortPrompts = List.copyOf(shortPrompts);
        by = List.copyOf(by);
        groups = new TreeMap<>(groups);
    }

    /** Whether somebody is to be measured. */
    public boolean wanted() {
        return !answerers.isEmpty() && !questions.paths().isEmpty();
    }
}
