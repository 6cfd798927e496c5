package dev.twt.report.figures;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.EvaluationColumns;
import dev.twt.evaluation.Evaluation;
import dev.twt.evaluation.Measured;
import dev.twt.evaluation.ParetoFront;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts what {@code evaluate} left of every answerer, of one evaluation or of several. */
final class EvaluatedAnswers {
    private final Dataset<Row> answers;
    private final Evaluation evaluation;
    private final Set<String> teachers;
    private final Set<String> models;

    /**
     * @param answers under {@link EvaluationColumns#SCHEMA}
     * @param teachers names of the run's teachers
     * @param models names of answerers that are neither teachers nor students
     */
    EvaluatedAnswers(Dataset<Row> answers, Set<String> teachers, Set<String> models, int resamples, long seed) {
        this.answers = answers;
        this.evaluation = new Evaluation(answers, resamples, seed);
        this.teachers = teachers;
        this.models = models;
    }

    EvaluationFigures figures() {
        Map<String, Integer> sets = questionSets();
        List<Measured> measured = evaluation.measured(List.copyOf(sets.keySet()), List.of());
        Map<Integer, List<Measured>> bySet = new HashMap<>();
        measured.forEach(one -> bySet.computeIfAbsent(sets.get(one.subset().answerer()), set -> new ArrayList<>())
                .add(one));
        List<EvaluationFigures.Answerer> all = measured.stream()
                .map(one -> answerer(one, sets.get(one.subset().answerer()), bySet))
                .sorted(Comparator.comparingInt(EvaluationFigures.Answerer::questionSet)
                        .thenComparing(EvaluationFigures.Answerer.BEST_FIRST))
                .toList();
        EvaluationFigures.Answerer student = best(all, EvaluationFigures.STUDENT);
        EvaluationFigures.Answerer teacher = best(all, EvaluationFigures.TEACHER);
        EvaluationFigures.Pair pair = student == null || teacher == null
                ? null
                : EvaluationFigures.Pair.of(evaluation.comparison(student.answerer(), teacher.answerer()));
        return new EvaluationFigures(all, bySet.size(), student, teacher, pair);
    }

    private EvaluationFigures.Answerer answerer(Measured one, int set, Map<Integer, List<Measured>> bySet) {
        return EvaluationFigures.Answerer.of(
                one, kind(one.subset().answerer()), set, ParetoFront.holds(one, bySet.get(set)));
    }

    private String kind(String answerer) {
        if (models.contains(answerer)) {
            return EvaluationFigures.MODEL;
        }
        return teachers.contains(answerer) ? EvaluationFigures.TEACHER : EvaluationFigures.STUDENT;
    }

    private static EvaluationFigures.Answerer best(List<EvaluationFigures.Answerer> all, String kind) {
        Optional<EvaluationFigures.Answerer> best = all.stream()
                .filter(one -> one.questionSet() == 1 && one.kind().equals(kind) && one.accuracy() != null)
                .findFirst();
        return best.orElse(null);
    }

    /** Answerer to number of the set of its questions; sets that more answerers were asked come first. */
    private Map<String, Integer> questionSets() {
        Map<List<Object>, List<String>> asked = new LinkedHashMap<>();
        answers.select(EvaluationColumns.ANSWERER, EvaluationColumns.QUESTION_ID, EvaluationColumns.QUESTION)
                .distinct()
                .groupBy(EvaluationColumns.ANSWERER)
                .agg(count(lit(1)), expr("bit_xor(xxhash64(question_id, question))"))
                .orderBy(col(EvaluationColumns.ANSWERER))
                .collectAsList()
                .forEach(row -> asked.computeIfAbsent(List.of(row.getLong(1), row.getLong(2)), set -> new ArrayList<>())
                        .add(row.getString(0)));
        List<List<String>> order = new ArrayList<>(asked.values());
        order.sort(Comparator.comparingInt((List<String> names) -> names.size()).reversed());
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (int number = 1; number <= order.size(); number++) {
            for (String name : order.get(number - 1)) {
                numbers.put(name, number);
            }
        }
        return numbers;
    }
}
